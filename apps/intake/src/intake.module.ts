import { randomInt } from 'node:crypto';
import { Inject, Module, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { GatewayAccess } from '@toancanh/access';
import { Log } from '@toancanh/log';
import {
  AppLogger,
  City,
  Clock,
  type Gateway,
  Metrics,
  SensorDirectory,
  SETTINGS,
  type Settings,
  StatusBoard,
} from '@toancanh/runtime';
import { BrokerFeed } from './broker/broker-feed.js';
import { brokerProvider } from './broker/broker-provider.js';
import { Accounts } from './desk/account.js';
import { Desk } from './desk/desk.js';
import { LogTime } from './desk/log-time.js';
import { Pulse } from './desk/pulse.js';
import { Ticker } from './desk/ticker.js';
import { Feeds } from './feeds/feeds.js';
import { feedsProvider } from './feeds/feeds-provider.js';
import { ReadingsController } from './http/readings.controller.js';
import { appendTimes, showIntake } from './intake-gauges.js';
import { LIMITS } from './limits.js';
import { Endpoint } from './mqtt/endpoint.js';
import { Sessions } from './mqtt/sessions.js';
import { EndpointCounts } from './mqtt/surroundings.js';
import { Receipts } from './receipts.js';
import { Reception } from './reception.js';
import { DossierScreen } from './screen/dossier-screen.js';
import { IncidentScreen } from './screen/incident-screen.js';
import { Scales } from './screen/measured.js';
import { ReadingScreen } from './screen/reading-screen.js';
import { Repeats } from './screen/repeats.js';
import { SensorBook } from './screen/sensor-book.js';
import { Tally } from './tally.js';

/** Of every hash of this process, so that nobody outside can choose what collides. */
const SEED = Symbol('seed');

/** The way in: gateways by MQTT and HTTP → decode, validate, normalise → `city.readings` and `city.rejected`. */
@Module({
  controllers: [ReadingsController],
  providers: [
    { provide: SEED, useFactory: () => randomInt(2 ** 32) | 0 },
    Tally,
    Sessions,
    EndpointCounts,
    {
      provide: GatewayAccess,
      useFactory: (city: City) => new GatewayAccess(city.gateways),
      inject: [City],
    },
    Accounts,
    { provide: Pulse, useFactory: () => new Pulse() },
    {
      provide: LogTime,
      useFactory: (machine: Clock) => new LogTime(machine, LIMITS.clockDifference),
      inject: [Clock],
    },
    {
      provide: SensorBook,
      useFactory: (sensors: SensorDirectory, city: City, seed: number) => new SensorBook(sensors, city, seed),
      inject: [SensorDirectory, City, SEED],
    },
    {
      provide: ReadingScreen,
      useFactory: (book: SensorBook, city: City, settings: Settings, seed: number) =>
        new ReadingScreen(book, new Scales(seed), new Repeats(LIMITS.repeats), {
          lateness: settings.lateness,
          retention: city.retention.readings,
          seed,
        }),
      inject: [SensorBook, City, SETTINGS, SEED],
    },
    {
      provide: Desk,
      useFactory: (
        log: Log,
        sensors: SensorDirectory,
        book: SensorBook,
        status: StatusBoard,
        logger: AppLogger,
        city: City,
        time: LogTime,
        metrics: Metrics,
      ) =>
        new Desk(
          log,
          sensors,
          book,
          status,
          logger,
          { queue: city.limits.intakeQueue },
          time,
          appendTimes(metrics),
        ),
      inject: [Log, SensorDirectory, SensorBook, StatusBoard, AppLogger, City, LogTime, Metrics],
    },
    {
      provide: IncidentScreen,
      useFactory: (sensors: SensorDirectory, city: City) => new IncidentScreen(sensors, city),
      inject: [SensorDirectory, City],
    },
    {
      provide: DossierScreen,
      useFactory: (city: City, seed: number) =>
        new DossierScreen(city, new Repeats(LIMITS.dossierRepeats), seed),
      inject: [City, SEED],
    },
    {
      provide: Reception,
      useFactory: (
        screen: ReadingScreen,
        desk: Desk,
        tally: Tally,
        incidents: IncidentScreen,
        dossiers: DossierScreen,
      ) => new Reception(screen, desk, tally, incidents, dossiers),
      inject: [ReadingScreen, Desk, Tally, IncidentScreen, DossierScreen],
    },
    {
      provide: Endpoint,
      useFactory: (
        access: GatewayAccess<Gateway>,
        accounts: Accounts,
        sessions: Sessions,
        reception: Reception,
        desk: Desk,
        clock: LogTime,
        pulse: Pulse,
        city: City,
        counts: EndpointCounts,
      ) =>
        new Endpoint({
          access,
          accounts,
          sessions,
          reception,
          desk,
          clock,
          pulse,
          limits: city.limits,
          counts,
        }),
      inject: [GatewayAccess, Accounts, Sessions, Reception, Desk, LogTime, Pulse, City, EndpointCounts],
    },
    brokerProvider,
    feedsProvider,
    {
      provide: Receipts,
      useFactory: (accounts: Accounts, sessions: Sessions, broker: BrokerFeed | null) =>
        new Receipts(accounts, broker ? [sessions, broker] : [sessions]),
      inject: [Accounts, Sessions, BrokerFeed],
    },
    {
      provide: Ticker,
      useFactory: (desk: Desk, clock: LogTime, pulse: Pulse) => new Ticker(desk, clock, pulse),
      inject: [Desk, LogTime, Pulse],
    },
  ],
  exports: [Endpoint, Desk],
})
export class IntakeModule implements OnApplicationBootstrap, OnModuleDestroy {
  constructor(
    private readonly endpoint: Endpoint,
    private readonly desk: Desk,
    private readonly ticker: Ticker,
    private readonly receipts: Receipts,
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(BrokerFeed) private readonly broker: BrokerFeed | null,
    private readonly feeds: Feeds,
    private readonly logger: AppLogger,
    metrics: Metrics,
    status: StatusBoard,
    tally: Tally,
    accounts: Accounts,
    counts: EndpointCounts,
    sessions: Sessions,
    time: LogTime,
  ) {
    showIntake(metrics, status, desk, tally, accounts, counts, sessions, time);
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.desk.begin(LIMITS.firstTick);
    this.ticker.start();
    this.receipts.start();
    this.broker?.start();
    this.feeds.start();
    if (!this.settings.mqtt) return;
    const { host, port } = await this.endpoint.listen(this.settings.mqtt);
    this.logger.info({ host, port }, 'intake listens for gateways');
  }

  /** The order of stopping: read no more, bring what was read into the log, acknowledge it, close. */
  async onModuleDestroy(): Promise<void> {
    this.endpoint.stopReading();
    this.broker?.stopReading();
    this.feeds.stopReading();
    this.ticker.stop();
    this.receipts.stop();
    await this.desk.stop(LIMITS.stopWithin);
    await Promise.all([this.endpoint.close(), this.broker?.close(), this.feeds.close()]);
  }
}
