import { Injectable } from '@nestjs/common';
import { Clock, Metrics, StatusBoard } from '@toancanh/runtime';
import { Aggregator } from './aggregator.js';

const STAGE = 'aggregator';

/** A partition, or the start of an activation. */
type Faulty = number | 'start';

/** How the stage is, for the status page, readiness and the metrics. */
@Injectable()
export class AggregatorGauges {
  /** Records that wait; set once the reader exists. */
  lag: () => number = () => 0;

  readonly #faulty = new Set<Faulty>();

  constructor(
    private readonly aggregator: Aggregator,
    private readonly status: StatusBoard,
    private readonly metrics: Metrics,
    private readonly clock: Clock,
  ) {
    this.status.stage(STAGE, () => {
      const { counts, stage } = this.aggregator;
      const watermark = this.#watermark();
      return {
        ...counts.status(),
        ...(watermark !== undefined && { watermark }),
        lag: this.lag(),
        more: {
          epoch: stage?.epoch ?? 0,
          openMinutes: stage?.openMinutes ?? 0,
          openValues: stage?.openValues ?? 0,
        },
      };
    });
    const labels = { stage: STAGE };
    this.metrics.gauge(
      'toancanh_stage_lag_records',
      'Records on the log that the stage has not handled yet',
      ['stage'],
      () => [[labels, this.lag()]],
    );
    this.metrics.gauge(
      'toancanh_watermark_age_seconds',
      'Age of the event time up to which the stage has closed its windows',
      ['stage'],
      () => {
        const watermark = this.#watermark();
        return watermark === undefined ? [] : [[labels, (this.clock.now() - watermark) / 1_000]];
      },
    );
  }

  /** The process is not ready while a partition's batch, or taking over, fails. */
  fault(what: Faulty, error: unknown): void {
    this.#faulty.add(what);
    this.status.trouble(STAGE, error instanceof Error ? error.message : String(error));
  }

  recovered(what: Faulty): void {
    if (this.#faulty.delete(what) && this.#faulty.size === 0) this.status.trouble(STAGE, null);
  }

  #watermark(): number | undefined {
    const watermark = this.aggregator.stage?.watermark ?? -Infinity;
    return Number.isFinite(watermark) ? watermark : undefined;
  }
}
