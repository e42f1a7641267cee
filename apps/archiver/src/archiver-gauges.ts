import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Metrics, StatusBoard } from '@toancanh/runtime';
import { Archiver } from './archiver.js';

const STAGE = 'archiver';

/** How far the stage is, for the status page and the metrics. */
@Injectable()
export class ArchiverGauges implements OnModuleInit {
  constructor(
    private readonly archiver: Archiver,
    private readonly status: StatusBoard,
    private readonly metrics: Metrics,
  ) {}

  onModuleInit(): void {
    const { archiver } = this;
    this.status.stage(STAGE, () => ({
      ...archiver.counts.status(),
      lag: archiver.lag(),
      more: { held: archiver.held },
    }));
    this.metrics.gauge(
      'toancanh_stage_lag_records',
      'Records on the log that the stage has not handled yet',
      ['stage'],
      () => [[{ stage: STAGE }, archiver.lag()]],
    );
  }
}
