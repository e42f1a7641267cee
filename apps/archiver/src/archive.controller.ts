import { Controller, UseFilters } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { type Answer, BatchFaults, type RecordBatch } from '@toancanh/log';
import { AppLogger } from '@toancanh/runtime';
import { Archiver } from './archiver.js';
import { ARCHIVER } from './transport.js';

/** Returning acknowledges, throwing brings the batch back: while the store is down the archiver keeps its place. */
@Controller()
@UseFilters(BatchFaults)
export class ArchiveController {
  constructor(
    private readonly archiver: Archiver,
    private readonly logger: AppLogger,
  ) {}

  @EventPattern<string>('city.readings', ARCHIVER)
  onReadings(@Payload() batch: RecordBatch): Promise<Answer> {
    return this.#archive(batch);
  }

  @EventPattern<string>('city.windows', ARCHIVER)
  onWindows(@Payload() batch: RecordBatch): Promise<Answer> {
    return this.#archive(batch);
  }

  #archive(batch: RecordBatch): Promise<Answer> {
    return this.archiver.take(batch, (bad) => {
      const { offset, path, expected } = bad[0]!;
      const { topic, partition } = batch;
      this.logger.warn(
        { topic, partition, count: bad.length, first: { offset, path, expected } },
        'records that are not what their topic holds were not stored',
      );
    });
  }
}
