import { Injectable } from '@nestjs/common';
import { Metrics } from '@toancanh/runtime';
import { Histogram } from 'prom-client';

const NAME = 'toancanh_event_latency_seconds';

/** The histogram of how long an event takes, which every stage of a process observes under its own name. */
@Injectable()
export class Latency {
  readonly #seconds: Histogram<'stage'>;

  constructor({ registry }: Metrics) {
    this.#seconds =
      (registry.getSingleMetric(NAME) as Histogram<'stage'> | undefined) ??
      new Histogram({
        name: NAME,
        help: 'publish: from intake’s receipt of the oldest reading of a frame to its sending; painted: from a tick to a wall’s word of it',
        labelNames: ['stage'],
        buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
        registers: [registry],
      });
  }

  /** What a client says may be any number: more than a minute is no latency but a nonsense. */
  observe(stage: 'publish' | 'painted', millis: number): void {
    if (!(millis <= 60_000)) return;
    this.#seconds.observe({ stage }, Math.max(0, millis) / 1_000);
  }
}
