import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';

/** Samples as they are at scrape time: labels and value. */
type Read = () => Iterable<readonly [Record<string, string>, number]>;

/** The process's Prometheus registry. On hot paths count in plain numbers and hand them over at scrape time. */
export class Metrics {
  readonly registry = new Registry();
  readonly #reads = new Map<string, Read[]>();

  /** Once a process: memory, CPU, event loop lag. */
  withProcess(): this {
    collectDefaultMetrics({ register: this.registry });
    return this;
  }

  /** A gauge read when scraped; one sample for each pair of labels and value. Stages may share a name. */
  gauge(name: string, help: string, labels: readonly string[], read: Read): void {
    const reads = this.#readsOf(name, read);
    if (!reads) return;
    new Gauge({
      name,
      help,
      labelNames: [...labels],
      registers: [this.registry],
      collect() {
        this.reset();
        for (const each of reads) for (const [pair, value] of each()) this.set(pair, value);
      },
    });
  }

  /** A counter whose totals the owner keeps as plain numbers. Stages may share a name. */
  counter(name: string, help: string, labels: readonly string[], read: Read): void {
    const reads = this.#readsOf(name, read);
    if (!reads) return;
    new Counter({
      name,
      help,
      labelNames: [...labels],
      registers: [this.registry],
      collect() {
        this.reset();
        for (const each of reads) for (const [pair, value] of each()) this.inc(pair, value);
      },
    });
  }

  /** Undefined when the name is registered already and `read` has joined it. */
  #readsOf(name: string, read: Read): Read[] | undefined {
    const known = this.#reads.get(name);
    known?.push(read);
    if (known) return undefined;
    const reads = [read];
    this.#reads.set(name, reads);
    return reads;
  }
}
