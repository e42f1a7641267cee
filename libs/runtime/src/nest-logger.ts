import type { LoggerService } from '@nestjs/common';
import type { AppLogger } from './app-logger.js';

/** Nest's own lines: its faults and warnings reach the process's log, its chatter about modules and routes does not. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: AppLogger) {}

  log(message: unknown): void {
    this.logger.debug({ from: 'nest' }, String(message));
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.logger.error({ from: 'nest', detail: rest.map(String) }, String(message));
  }

  warn(message: unknown): void {
    this.logger.warn({ from: 'nest' }, String(message));
  }

  fatal(message: unknown): void {
    this.logger.error({ from: 'nest' }, String(message));
  }
}
