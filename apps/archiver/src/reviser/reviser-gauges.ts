import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Span } from '@toancanh/events';
import { AppLogger, Metrics, StatusBoard } from '@toancanh/runtime';
import { NotStoredYet } from './archive-progress.js';
import { Reviser } from './reviser.js';

const STAGE = 'reviser';

/** How far the stage is, for the status page, the metrics and the log. */
@Injectable()
export class ReviserGauges implements OnModuleInit {
  #failing = false;

  constructor(
    private readonly reviser: Reviser,
    private readonly status: StatusBoard,
    private readonly metrics: Metrics,
    private readonly logger: AppLogger,
  ) {}

  onModuleInit(): void {
    const { reviser, metrics } = this;
    this.status.stage(STAGE, () => ({
      ...reviser.counts.status(),
      lag: reviser.lag(),
      more: {
        epoch: reviser.epoch,
        waiting: reviser.waiting,
        revised: sumOf(reviser.revised),
        hours: reviser.made['1h'],
        days: reviser.made['1d'],
        beyondRetention: sumOf(reviser.beyondRetention),
      },
    }));
    metrics.gauge(
      'toancanh_stage_lag_records',
      'Records on the log that the stage has not handled yet',
      ['stage'],
      () => [[{ stage: STAGE }, reviser.lag()]],
    );
    metrics.gauge(
      'toancanh_notices_waiting',
      'Notices of late readings whose windows have not been computed again yet',
      [],
      () => [[{}, reviser.waiting]],
    );
    metrics.counter(
      'toancanh_windows_revised_total',
      'Corrections of closed windows by late readings',
      ['span'],
      () => bySpan(reviser.revised),
    );
    metrics.counter(
      'toancanh_windows_made_total',
      'Windows of hours and days that were made when these had ended',
      ['span'],
      () => bySpan(reviser.made).filter(([{ span }]) => span !== '1m'),
    );
    metrics.counter(
      'toancanh_windows_beyond_retention_total',
      'Windows that late readings touch and that stay as they are, because what they are made of may be gone',
      ['span'],
      () => bySpan(reviser.beyondRetention),
    );
  }

  /** A failure that goes on is logged once. That the archivers are behind is none; the lag says it. */
  fault(error: unknown): void {
    if (error instanceof NotStoredYet || this.#failing || this.reviser.stopped) return;
    this.#failing = true;
    this.logger.warn({ err: error }, 'late readings could not correct their windows; it is tried again');
  }

  recovered(): void {
    if (!this.#failing) return;
    this.#failing = false;
    this.logger.info({}, 'late readings correct their windows again');
  }
}

function sumOf(bySpan: Readonly<Record<Span, number>>): number {
  return bySpan['1m'] + bySpan['1h'] + bySpan['1d'];
}

function bySpan(counts: Readonly<Record<Span, number>>): [{ span: string }, number][] {
  return Object.entries(counts).map(([span, count]) => [{ span }, count]);
}
