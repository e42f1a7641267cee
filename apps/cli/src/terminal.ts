import { once } from 'node:events';
import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

/** Where a command speaks: results on standard output, everything else on standard error. */
export abstract class Terminal {
  /** Whether a person watches standard error, so that a line may be drawn over. */
  abstract readonly interactive: boolean;
  abstract out(line: string): void;
  abstract message(line: string): void;
  /** Replaces the line that `redraw` wrote before; null takes it away. */
  abstract redraw(line: string | null): void;
  abstract style(style: Style, text: string): string;

  /** Resolves when a slow reader of standard output has taken what was written. */
  drained(): Promise<unknown> | void {}

  json(value: unknown): void {
    this.out(JSON.stringify(value));
  }
}

export class ProcessTerminal extends Terminal {
  readonly interactive = process.stderr.isTTY === true;
  readonly #coloured: boolean;

  /** NO_COLOR: any value that is not empty (no-color.org). */
  constructor(environment: NodeJS.ProcessEnv) {
    super();
    this.#coloured = process.stdout.isTTY === true && !environment.NO_COLOR;
  }

  out(line: string): void {
    process.stdout.write(line + '\n');
  }

  message(line: string): void {
    process.stderr.write(line + '\n');
  }

  override drained(): Promise<unknown> | void {
    if (process.stdout.writableNeedDrain) return once(process.stdout, 'drain');
  }

  redraw(line: string | null): void {
    process.stderr.write(`\r\u001b[2K${line ?? ''}`);
  }

  style(style: Style, text: string): string {
    return this.#coloured ? styleText(style, text) : text;
  }
}

/** Remembers what was said, for tests. */
export class MemoryTerminal extends Terminal {
  readonly interactive = false;
  readonly lines: string[] = [];
  readonly messages: string[] = [];

  out(line: string): void {
    this.lines.push(line);
  }

  message(line: string): void {
    this.messages.push(line);
  }

  redraw(): void {}

  style(_style: Style, text: string): string {
    return text;
  }
}
