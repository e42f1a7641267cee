import { Controller, Get, Header, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Metrics } from '../metrics.js';
import { StatusBoard } from '../status-board.js';

/** What every process answers about itself, whatever its stages: for supervisors and Prometheus. */
@Controller()
export class HealthController {
  constructor(
    private readonly board: StatusBoard,
    private readonly metrics: Metrics,
  ) {}

  /** That the process turns its event loop. */
  @Get('health/live')
  @Header('Cache-Control', 'no-store')
  live() {
    return { status: 'live' };
  }

  /** That every part does its work; else what is the matter with which. */
  @Get('health/ready')
  ready(@Res() response: Response): void {
    const troubles = this.board.troubles();
    const ready = Object.keys(troubles).length === 0;
    response.setHeader('Cache-Control', 'no-store');
    response.status(ready ? 200 : 503).json({ status: ready ? 'ready' : 'not ready', troubles });
  }

  @Get('metrics')
  async scrape(@Res() response: Response): Promise<void> {
    const { registry } = this.metrics;
    response.setHeader('Cache-Control', 'no-store');
    response.type(registry.contentType).send(await registry.metrics());
  }
}
