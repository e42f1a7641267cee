import { Clock } from '@toancanh/runtime';

/**
 * The clock that readings are judged by. Windows follow the log's own clock, so where this machine's differs from it by more
 * than `most` milliseconds the log's is taken: with a wrong clock here every right gateway would look to be ahead or late.
 * Within it the machine's stands, which does not jump with each append.
 */
export class LogTime extends Clock {
  /** How far the log's clock is ahead of the machine's at least, milliseconds; 0 while they may agree. */
  difference = 0;

  constructor(
    readonly machine: Clock,
    private readonly most: number,
  ) {
    super();
  }

  /** Whether the log's clock is taken in place of the machine's. */
  get isCorrected(): boolean {
    return Math.abs(this.difference) > this.most;
  }

  override now(): number {
    return this.isCorrected ? this.machine.now() + this.difference : this.machine.now();
  }

  /** The log stamped an append with `stamp`, which was asked for at `before` and answered at `after`, by the machine's clock. */
  compare(before: number, stamp: number, after: number): void {
    this.difference = stamp < before ? stamp - before : stamp > after ? stamp - after : 0;
  }
}
