import type { Line } from '../stream/line.js';

/** A line of which the test decides what the network takes. */
export class Wire implements Line {
  readonly sent: { event: string; data: Record<string, unknown> }[] = [];
  pending = 0;
  /** Whether the client reads at once. */
  flowing = true;

  send(event: string, json: string): void {
    if (!this.flowing) this.pending += json.length;
    this.sent.push({ event, data: JSON.parse(json) as Record<string, unknown> });
  }

  /** The client reads everything. */
  drain(): void {
    this.flowing = true;
    this.pending = 0;
  }

  /** What was sent since the last look. */
  take(): { event: string; data: Record<string, unknown> }[] {
    return this.sent.splice(0);
  }

  events(): string[] {
    return this.take().map(({ event }) => event);
  }
}
