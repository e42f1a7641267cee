import { Controller, Get, Header, Inject } from '@nestjs/common';
import { toIso } from '@toancanh/events';
import { Clock, type Settings, SETTINGS, StatusBoard, statusView } from '@toancanh/runtime';
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
    return {
      boot: this.identity.boot,
      build: this.identity.build,
      serverTime: toIso(this.clock.now()),
      simulated: this.settings.simulate,
      ...statusView(this.board),
    };
  }
}
