import {
  type INestApplicationContext,
  Module,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { Log, LogServer, type Reader } from '@toancanh/log';
import { AppLogger, Metrics, StatusBoard } from '@toancanh/runtime';
import { DossierStage } from './dossier-stage.js';
import { DossiersController } from './dossiers.controller.js';
import { DOSSIERS } from './transport.js';

const FULL = 'sổ hồ sơ đã đầy / the book of dossiers is full';
/** How often it is looked whether a minute has begun. */
const LOOK = 1_000;

/** `city.dossiers` → counts of every unit, as readings (`city.readings`). */
@Module({ controllers: [DossiersController], providers: [DossierStage] })
export class DossiersModule implements OnApplicationBootstrap, OnModuleDestroy {
  #timer: NodeJS.Timeout | undefined;
  #telling: Promise<void> = Promise.resolve();
  #isTelling = false;
  #failing = false;

  constructor(
    private readonly stage: DossierStage,
    private readonly status: StatusBoard,
    private readonly logger: AppLogger,
    metrics: Metrics,
  ) {
    status.stage('dossiers', () => this.stage.counts.status());
    metrics.gauge('toancanh_dossiers', 'Dossiers in the book', [], () => [[{}, this.stage.size]]);
  }

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => this.#tell(), LOOK);
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.#timer);
    await this.#telling;
  }

  #tell(): void {
    if (this.#isTelling) return;
    this.#isTelling = true;
    this.status.trouble('dossiers', this.stage.untracked > 0 ? FULL : null);
    this.#telling = this.stage
      .tell()
      .then(
        () => (this.#failing = false),
        (error: unknown) => this.#failed(error),
      )
      .then(() => {
        this.#isTelling = false;
      });
  }

  /** A failure that goes on is logged once. */
  #failed(error: unknown): void {
    if (!this.#failing) this.logger.warn({ err: error }, 'the counts of dossiers could not be told');
    this.#failing = true;
  }
}

/** The reader that drives the stage: it holds the partition, or stands by. */
export function dossiersServer(app: INestApplicationContext): LogServer {
  const stage = app.get(DossierStage);
  const logger = app.get(AppLogger);
  const server = new LogServer(app.get(Log), DOSSIERS, {
    name: 'dossiers',
    group: 'exclusive',
    startAt: (assignment) => stage.activate(assignment),
    onFault: (error, { partition }) =>
      logger.warn({ err: error, partition }, 'a batch of dossiers could not be taken; it comes back'),
  });
  app
    .get(Metrics)
    .gauge('toancanh_stage_lag_records', 'Records of the log not handled yet', ['stage'], () => [
      [{ stage: 'dossiers' }, server.unwrap<Reader | undefined>()?.lag() ?? 0],
    ]);
  return server;
}
