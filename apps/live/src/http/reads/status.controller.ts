import { Controller, Get, Header, Inject } from '@nestjs/common';
import { toIso } from '@toancanh/events';
import { Clock, type Settings, SETTINGS, StatusBoard } from '@toancanh/runtime';
import type { StageStatus } from '@toancanh/runtime';
import { Identity } from '../../identity.js';

@Controller('api/v1/status')
export class StatusController {
  constructor(
    private readonly board: StatusBoard,
    private readonly identity: Identity,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  status() {
    const stages = Object.entries(this.board.stages());
    return {
      boot: this.identity.boot,
      build: this.identity.build,
      serverTime: toIso(this.clock.now()),
      simulated: this.settings.simulate,
      /** Whether every stage accounts for all it received. */
      identity: stages.every(([, stage]) => accountsForAll(stage)),
      troubles: this.board.troubles(),
      stages: Object.fromEntries(stages.map(([name, stage]) => [name, view(stage)])),
    };
  }
}

function accountsForAll({ received, accepted, late, duplicate, rejected }: StageStatus): boolean {
  return accepted + late + duplicate + rejected === received;
}

function view({ watermark, ...stage }: StageStatus) {
  return {
    ...stage,
    identity: accountsForAll(stage),
    ...(watermark !== undefined && Number.isFinite(watermark) ? { watermark: toIso(watermark) } : {}),
  };
}
