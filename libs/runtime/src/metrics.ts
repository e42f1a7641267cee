import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';

/** The process's Prometheus registry. On hot paths count in plain numbers and hand them over at scrape time. */
export class Metrics {
  readonly registry = new Registry();

  /** Once a process: memory, CPU, event loop lag. */
  withProcess(): this {
    collectDefaultMetrics({ register: this.registry });
    return this;
  }

  /** A gauge read when scraped; one sample for each pair of labels and value. */
  gauge(
    name: string,
    help: string,
    labels: readonly string[],
    read: () => Iterable<readonly [Record<string, string>, number]>,
  ): void {
    new Gauge({
      name,
      help,
      labelNames: [...labels],
      registers: [this.registry],
      collect() {
        this.reset();
        for (const [pair, value] of read()) this.set(pair, value);
      },
    });
  }

  /** A counter whose totals the owner keeps as plain numbers. */
  counter(
    name: string,
    help: string,
    labels: readonly string[],
    read: () => Iterable<readonly [Record<string, string>, number]>,
  ): void {
    new Counter({
      name,
      help,
      labelNames: [...labels],
      registers: [this.registry],
      collect() {
        this.reset();
        for (const [pair, value] of read()) this.inc(pair, value);
      },
    });
  }
}
