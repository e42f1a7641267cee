import { Controller, UseFilters } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { type Answer, BatchFaults, type RecordBatch } from '@toancanh/log';
import { Alerter } from './alerter.js';
import { AlerterGauges } from './alerter-gauges.js';
import { ALERTER } from './transport.js';

/** Safe to repeat: what was evaluated is skipped, what was not published is published. */
@Controller()
@UseFilters(BatchFaults)
export class AlerterController {
  constructor(
    private readonly alerter: Alerter,
    private readonly gauges: AlerterGauges,
  ) {}

  @EventPattern<string>('city.readings', ALERTER)
  async onReadings(@Payload() batch: RecordBatch): Promise<Answer> {
    const answer = await this.alerter.takeReadings(batch);
    this.gauges.recovered(batch);
    return answer;
  }

  @EventPattern<string>('city.windows', ALERTER)
  async onWindows(@Payload() batch: RecordBatch): Promise<Answer> {
    const answer = await this.alerter.takeWindows(batch);
    this.gauges.recovered(batch);
    return answer;
  }

  @EventPattern<string>('city.incidents', ALERTER)
  async onIncidents(@Payload() batch: RecordBatch): Promise<Answer> {
    const answer = await this.alerter.takeIncidents(batch);
    this.gauges.recovered(batch);
    return answer;
  }

  @EventPattern<string>('city.commands', ALERTER)
  async onCommands(@Payload() batch: RecordBatch): Promise<Answer> {
    const answer = await this.alerter.takeCommands(batch);
    this.gauges.recovered(batch);
    return answer;
  }
}
