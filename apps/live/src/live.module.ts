import { type MiddlewareConsumer, Module, type NestModule } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { CityReader } from './city-reader.js';
import { Acknowledgement } from './commands/acknowledgement.js';
import { AnsweredFigures } from './figures/answered-figures.js';
import { FigureEntering } from './commands/figure-entering.js';
import { ContractController } from './http/contract.controller.js';
import { PagesController } from './http/pages/pages.controller.js';
import { WallDataController } from './http/pages/wall-data.controller.js';
import { ProblemFilter } from './http/problem-filter.js';
import { AirIndexController } from './http/reads/air-index.controller.js';
import { AlertsController } from './http/reads/alerts.controller.js';
import { AreasController } from './http/reads/areas.controller.js';
import { DesksController } from './http/reads/desks.controller.js';
import { FigureEntriesController } from './http/reads/figure-entries.controller.js';
import { FiguresController } from './http/reads/figures.controller.js';
import { LatestController } from './http/reads/latest.controller.js';
import { ReadingsController } from './http/reads/readings.controller.js';
import { RejectedController } from './http/reads/rejected.controller.js';
import { SensorsController } from './http/reads/sensors.controller.js';
import { StatusController } from './http/reads/status.controller.js';
import { WindowsController } from './http/reads/windows.controller.js';
import { securityHeaders } from './http/security-headers.js';
import { WallFiles } from './http/wall-files.js';
import { Identity } from './identity.js';
import { Live } from './live.js';
import { CountRelease } from './picture/count-release.js';
import { Picture } from './picture/picture.js';
import { CityFeed } from './stream/city-feed.js';
import { Latency } from './stream/latency.js';
import { StreamServer } from './stream/stream-server.js';
import { WallReports } from './stream/wall-reports.js';

/** Log → picture → Socket.IO and HTTP. It changes nothing but `city.commands`, and enters figures into `city.registry`. */
@Module({
  controllers: [
    ContractController,
    AreasController,
    SensorsController,
    LatestController,
    ReadingsController,
    WindowsController,
    DesksController,
    FiguresController,
    FigureEntriesController,
    AirIndexController,
    AlertsController,
    RejectedController,
    StatusController,
    WallDataController,
    PagesController,
  ],
  providers: [
    { provide: WallFiles, useFactory: () => WallFiles.built() },
    { provide: APP_FILTER, useClass: ProblemFilter },
    Identity,
    Picture,
    AnsweredFigures,
    CountRelease,
    CityReader,
    CityFeed,
    Latency,
    WallReports,
    StreamServer,
    Acknowledgement,
    FigureEntering,
    Live,
  ],
})
export class LiveModule implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(securityHeaders).forRoutes('{*path}');
  }
}
