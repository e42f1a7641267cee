import { Controller, Get, Header } from '@nestjs/common';
import { toIso } from '@toancanh/events';
import { Clock } from '../clock.js';
import { StatusBoard } from '../status-board.js';
import { statusView } from './status-view.js';

/** The status of a process without pages; that of `live` says more. */
@Controller('api/v1/status')
export class ProcessStatusController {
  constructor(
    private readonly board: StatusBoard,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  status() {
    return { serverTime: toIso(this.clock.now()), ...statusView(this.board) };
  }
}
