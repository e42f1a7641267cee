import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { hashCredential } from '@toancanh/access';
import { USUAL_CALENDAR } from '@toancanh/domains';
import type { Reading, Registration, Rejection, Sensor } from '@toancanh/events';
import { isTick, TOPICS } from '@toancanh/events';
import type { Log } from '@toancanh/log';
import { MemoryLog } from '@toancanh/log/testing';
import { RegionTree } from '@toancanh/regions';
import {
  type City,
  type CityLimits,
  Clock,
  type Feed,
  type Gateway,
  MemoryLogger,
  Metrics,
  type Parts,
  PartsModule,
  SensorDirectory,
  StatusBoard,
} from '@toancanh/runtime';
import { Desk } from '../desk/desk.js';
import { Pulse } from '../desk/pulse.js';
import { IntakeModule } from '../intake.module.js';
import { Endpoint } from '../mqtt/endpoint.js';
import { Reception } from '../reception.js';

/** 2026-11-23 14:00 in Bình Dương. */
export const NOON = Date.parse('2026-11-23T07:00:00.000Z');

export class SetClock extends Clock {
  constructor(public at = NOON) {
    super();
  }

  override now(): number {
    return this.at;
  }
}

/** A directory that knows at once what it registers; `hold` makes it wait. */
export class MemoryDirectory extends SensorDirectory {
  readonly registrations: Registration[] = [];
  readonly #sensors = new Map<string, Sensor>();
  readonly #registered = new Map<string, number>();

  constructor(sensors: readonly Sensor[] = []) {
    super();
    for (const sensor of sensors) this.#sensors.set(sensor.id, sensor);
  }

  get(id: string): Sensor | undefined {
    return this.#sensors.get(id);
  }

  all(): Iterable<Sensor> {
    return this.#sensors.values();
  }

  registeredBy(gateway: string): number {
    return this.#registered.get(gateway) ?? 0;
  }

  async register(registrations: readonly Registration[]): Promise<void> {
    await Promise.resolve();
    this.registrations.push(...registrations);
    for (const { sensor } of registrations) {
      this.#sensors.set(sensor.id, sensor);
      this.#registered.set(sensor.gateway, this.registeredBy(sensor.gateway) + 1);
    }
  }

  caughtUp(): Promise<void> {
    return Promise.resolve();
  }
}

export const sensor = (id: string, gateway: string): Sensor => ({
  id,
  gateway,
  domain: 'environment',
  area: 'thu-dau-mot',
  metrics: ['pm25'],
  period: 60,
});

const gateway = (id: string, more: Partial<Gateway> = {}): Gateway => ({
  id,
  owner: id,
  areas: ['thu-dau-mot'],
  credential: '',
  autoRegister: false,
  ratePerSecond: null,
  loopbackOnly: false,
  units: 'declared',
  simulated: false,
  ...more,
});

const area = (code: string, parent: string | null) => ({
  code,
  scheme: 'centre' as const,
  name: code,
  kind: 'centre',
  parent,
  validFrom: '2025-07-01',
  validTo: null,
});

/** `gw-1` has the sensor `s-1`, `gw-2` has `s-2`; `demo` registers what it likes; `slow` may send 5 readings a second. */
export async function cityOf(limits: Partial<CityLimits> = {}): Promise<City> {
  const gateways = [
    gateway('gw-1'),
    gateway('gw-2'),
    gateway('demo', { autoRegister: true, loopbackOnly: true, units: 'assumed' }),
    gateway('free', { autoRegister: true }),
    gateway('slow', { autoRegister: true, ratePerSecond: 5 }),
    gateway('sim', { autoRegister: true, simulated: true }),
  ];
  const sealed = await Promise.all(
    gateways.map(async (one) => ({ ...one, credential: await hashCredential(one.id, 2) })),
  );
  return {
    folder: '',
    defaultRules: [],
    calendars: [USUAL_CALENDAR],
    name: { vi: 'Thử', en: 'Test' },
    timeZone: 'Asia/Ho_Chi_Minh',
    root: 'binh-duong',
    limits: {
      packetBytes: 262_144,
      inFlight: 1_000,
      connections: 100,
      autoRegister: 1_000,
      intakeQueue: 50_000,
      ...limits,
    },
    retention: { readings: 30 * 86_400_000, windows: 400 * 86_400_000 },
    areas: new RegionTree({
      areas: [
        area('binh-duong', null),
        area('thu-dau-mot', 'binh-duong'),
        area('25747', 'thu-dau-mot'),
        area('di-an', 'binh-duong'),
      ],
      lineage: [],
      root: 'binh-duong',
      timeZone: 'Asia/Ho_Chi_Minh',
    }),
    sensors: new Map(),
    placements: new Map(),
    gateways: new Map(sealed.map((one) => [one.id, one])),
    rules: [],
    walls: new Map(),
    desks: [],
    feeds: [],
    figures: [],
    boundaries: null,
    areaAt: (lon, lat) => (lat < 10.95 ? 'di-an' : lon < 107 ? '25747' : undefined),
  };
}

export interface HouseOptions {
  readonly limits?: Partial<CityLimits>;
  readonly log?: Log;
  readonly mqtt?: boolean;
  readonly clock?: Clock;
  /** As `TOANCANH_BROKER` has it. */
  readonly broker?: string;
  /** Tells intakes of one broker apart. */
  readonly http?: number;
  readonly feeds?: readonly Feed[];
  readonly pulse?: Pulse;
}

/** Intake as a process wires it, on fakes, listening on ports that were free. */
export class IntakeHouse {
  readonly status = new StatusBoard();
  readonly logger = new MemoryLogger();
  readonly metrics = new Metrics();
  readonly directory = new MemoryDirectory([sensor('s-1', 'gw-1'), sensor('s-2', 'gw-2')]);

  private constructor(
    readonly log: MemoryLog,
    readonly clock: SetClock,
  ) {}

  app!: INestApplication;
  mqttPort = 0;
  httpPort = 0;
  #closing: Promise<void> | undefined;

  static async open(options: HouseOptions = {}): Promise<IntakeHouse> {
    const { limits = {}, log, mqtt = true, clock, broker = null, http = 0, feeds = [] } = options;
    const { pulse = new Pulse() } = options;
    const time = clock ?? new SetClock();
    const house = new IntakeHouse((log ?? new MemoryLog({ clock: time })) as MemoryLog, time as SetClock);
    const parts = {
      settings: {
        mqtt: mqtt ? { host: '127.0.0.1', port: 0 } : null,
        http: { host: '127.0.0.1', port: http },
        lateness: 30_000,
        broker,
      },
      city: { ...(await cityOf(limits)), feeds },
      log: house.log,
      store: {},
      sensors: house.directory,
      clock: house.clock,
      logger: house.logger,
      metrics: house.metrics,
      status: house.status,
    } as unknown as Parts;
    const module = await Test.createTestingModule({
      imports: [PartsModule.of(parts), IntakeModule],
    })
      .overrideProvider(Pulse)
      .useValue(pulse)
      .compile();
    const app = module.createNestApplication({ bodyParser: false, logger: false });
    house.app = app;
    await app.listen(0, '127.0.0.1');
    house.httpPort = ((app.getHttpServer() as Server).address() as AddressInfo).port;
    const listening = house.logger.lines.find(({ message }) => message.includes('listens'));
    house.mqttPort = (listening?.fields as { port: number } | undefined)?.port ?? 0;
    return house;
  }

  get reception(): Reception {
    return this.app.get(Reception);
  }

  get desk(): Desk {
    return this.app.get(Desk);
  }

  get endpoint(): Endpoint {
    return this.app.get(Endpoint);
  }

  /** The readings in the log, without the ticks. */
  readings(): Reading[] {
    return this.log
      .records(TOPICS.readings.name)
      .map(({ value }) => value)
      .filter((value) => !isTick(value)) as Reading[];
  }

  rejections(): Rejection[] {
    return this.log.records(TOPICS.rejected.name).map(({ value }) => value as Rejection);
  }

  close(): Promise<void> {
    return (this.#closing ??= this.app.close());
  }
}

export const uniqueId = () => `c-${randomUUID()}`;
