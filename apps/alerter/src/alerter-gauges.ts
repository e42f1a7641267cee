import { Injectable } from '@nestjs/common';
import { Metrics, StatusBoard } from '@toancanh/runtime';
import { Alerter } from './alerter.js';

const STAGE = 'alerter';

/** A partition, or the start of an activation. */
type Faulty = { readonly topic: string; readonly partition: number } | 'start';

/** How the stage is, for the status page, readiness and the metrics. */
@Injectable()
export class AlerterGauges {
  /** Records that wait; set once the reader exists. */
  lag: () => number = () => 0;
  readonly #faulty = new Set<string>();

  constructor(
    private readonly alerter: Alerter,
    private readonly status: StatusBoard,
    private readonly metrics: Metrics,
  ) {
    this.status.stage(STAGE, () => ({
      ...this.alerter.counts.status(),
      lag: this.lag(),
      more: { open: [...this.alerter.open()].length },
    }));
    this.metrics.gauge(
      'toancanh_stage_lag_records',
      'Records on the log that the stage has not handled yet',
      ['stage'],
      () => [[{ stage: STAGE }, this.lag()]],
    );
  }

  /** The process is not ready while a partition's batch, or taking over, fails. */
  fault(what: Faulty, error: unknown): void {
    this.#faulty.add(nameOf(what));
    this.status.trouble(STAGE, error instanceof Error ? error.message : String(error));
  }

  recovered(what: Faulty): void {
    if (this.#faulty.size === 0) return;
    if (this.#faulty.delete(nameOf(what)) && this.#faulty.size === 0) this.status.trouble(STAGE, null);
  }
}

function nameOf(what: Faulty): string {
  return what === 'start' ? what : `${what.topic}/${what.partition}`;
}
