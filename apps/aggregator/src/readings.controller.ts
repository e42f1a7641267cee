import { Controller, UseFilters } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { type Answer, BatchFaults, type RecordBatch } from '@toancanh/log';
import { Aggregator } from './aggregator.js';
import { AggregatorGauges } from './aggregator-gauges.js';
import { AGGREGATOR } from './transport.js';

@Controller()
@UseFilters(BatchFaults)
export class ReadingsController {
  constructor(
    private readonly aggregator: Aggregator,
    private readonly gauges: AggregatorGauges,
  ) {}

  /** Safe to repeat: what was folded is skipped, what was not published is published. */
  @EventPattern<string>('city.readings', AGGREGATOR)
  async onReadings(@Payload() batch: RecordBatch): Promise<Answer> {
    const answer = await this.aggregator.take(batch);
    this.gauges.recovered(batch.partition);
    return answer;
  }
}
