import { Controller, UseFilters } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { type Answer, BatchFaults, type RecordBatch } from '@toancanh/log';
import { Reviser } from './reviser.js';
import { ReviserGauges } from './reviser-gauges.js';
import { REVISER } from './transport.js';

@Controller()
@UseFilters(BatchFaults)
export class LateController {
  constructor(
    private readonly reviser: Reviser,
    private readonly gauges: ReviserGauges,
  ) {}

  /** Returning acknowledges the notices whose revisions are on the log; throwing brings them back. */
  @EventPattern<string>('city.late', REVISER)
  async onNotices(@Payload() batch: RecordBatch): Promise<Answer> {
    const answer = await this.reviser.take(batch);
    this.gauges.recovered();
    return answer;
  }
}
