import { Controller, UseFilters } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { type Answer, BatchFaults, type RecordBatch } from '@toancanh/log';
import { DossierStage } from './dossier-stage.js';
import { DOSSIERS } from './transport.js';

@Controller()
@UseFilters(BatchFaults)
export class DossiersController {
  constructor(private readonly stage: DossierStage) {}

  /** Safe to repeat: a step that is there already changes nothing. */
  @EventPattern<string>('city.dossiers', DOSSIERS)
  onDossiers(@Payload() batch: RecordBatch): Promise<Answer> {
    return this.stage.take(batch);
  }
}
