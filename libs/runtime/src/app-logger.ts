import { pino, type Logger as Pino } from 'pino';
import type { Settings } from './settings.js';

/**
 * The log of the process, one JSON line an event on stderr. Libraries never log; an app logs once, at its boundary.
 * error: a person must act, and a healthy day has none. warn: it will go on, but look today. info: a change of state.
 */
export abstract class AppLogger {
  abstract error(fields: object, message: string): void;
  abstract warn(fields: object, message: string): void;
  abstract info(fields: object, message: string): void;
  abstract debug(fields: object, message: string): void;
  /** Waits until what was logged has left the process. */
  abstract flush(): Promise<void>;
}

export class PinoLogger extends AppLogger {
  readonly #pino: Pino;

  constructor(level: Settings['logLevel']) {
    super();
    this.#pino = pino(
      {
        level,
        base: null,
        timestamp: pino.stdTimeFunctions.isoTime,
        formatters: { level: (label) => ({ level: label }) },
      },
      pino.destination({ dest: 2, sync: true }),
    );
  }

  error(fields: object, message: string): void {
    this.#pino.error(fields, message);
  }

  warn(fields: object, message: string): void {
    this.#pino.warn(fields, message);
  }

  info(fields: object, message: string): void {
    this.#pino.info(fields, message);
  }

  debug(fields: object, message: string): void {
    this.#pino.debug(fields, message);
  }

  flush(): Promise<void> {
    return new Promise((resolve) => this.#pino.flush(() => resolve()));
  }
}

/** Says nothing and remembers everything, for tests. */
export class MemoryLogger extends AppLogger {
  readonly lines: { level: 'error' | 'warn' | 'info' | 'debug'; fields: object; message: string }[] = [];

  error(fields: object, message: string): void {
    this.lines.push({ level: 'error', fields, message });
  }

  warn(fields: object, message: string): void {
    this.lines.push({ level: 'warn', fields, message });
  }

  info(fields: object, message: string): void {
    this.lines.push({ level: 'info', fields, message });
  }

  debug(fields: object, message: string): void {
    this.lines.push({ level: 'debug', fields, message });
  }

  flush(): Promise<void> {
    return Promise.resolve();
  }
}
