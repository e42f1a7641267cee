import type { Alert, Area, Reading, Registration, Sensor, Window } from '@toancanh/events';
import type { FigureDeclaration } from '@toancanh/figures';
import { type Desk, RegionTree } from '@toancanh/regions';
import { City, type CityLimits, Clock, SensorDirectory, type Settings, type Wall } from '@toancanh/runtime';

export const T = Date.UTC(2026, 10, 23, 7);
export const MINUTE = 60_000;

const area = (code: string, parent: string | null, name: string): Area => ({
  code,
  scheme: parent === 'north' ? 'gso' : 'centre',
  name,
  kind: parent === null ? 'province' : 'centre',
  parent,
  validFrom: '2025-07-01',
  validTo: null,
});

/** root → north (n1, n2), south. */
const AREAS: readonly Area[] = [
  area('root', null, 'Thành phố nhỏ'),
  area('north', 'root', 'Khu Bắc'),
  area('south', 'root', 'Khu Nam'),
  area('n1', 'north', 'Phường Một'),
  area('n2', 'north', 'Phường Hai'),
  { ...area('old', 'root', 'Xã Cũ'), validFrom: '2020-01-01', validTo: '2025-07-01' },
];
const WALL: Wall = {
  id: 'hall',
  area: 'root',
  title: { vi: 'Phòng lớn', en: 'The hall' },
  layout: 'province',
  screen: { heightM: 2, distanceM: 5 },
};
const LIMITS: CityLimits = { packetBytes: 1, inFlight: 1, connections: 1, autoRegister: 1, intakeQueue: 1 };

export class SmallCity extends City {
  readonly folder = 'small';
  readonly name = { vi: 'Thành phố nhỏ', en: 'Small city' };
  readonly timeZone = 'Asia/Ho_Chi_Minh';
  readonly root = 'root';
  readonly limits = LIMITS;
  readonly retention = { readings: 1e9, windows: 1e9 };
  readonly areas = new RegionTree({
    areas: AREAS,
    lineage: [{ from: 'old', to: 'south', extent: 'full', date: '2025-07-01' }],
    root: 'root',
    timeZone: this.timeZone,
  });
  readonly sensors = new Map<string, Sensor>();
  readonly gateways = new Map<string, never>();
  readonly rules = [];
  readonly walls = new Map([[WALL.id, WALL]]);
  readonly feeds = [];
  override readonly desks: readonly Desk[] = [
    {
      id: 'desk-old',
      area: 'old',
      to: '2025-07-01',
      successor: 'desk-root',
      name: { vi: 'Trực cũ', en: 'Old' },
    },
    { id: 'desk-root', area: 'root', from: '2025-07-01', name: { vi: 'Trực ban', en: 'Desk' } },
  ];
  constructor(override readonly figures: readonly FigureDeclaration[] = []) {
    super();
  }
  readonly boundaries = '{"type":"Topology"}';
  areaAt(): string | undefined {
    return undefined;
  }
}

const sensor = (id: string, of: string, domain: string, metrics: string[], period = 30): Sensor => ({
  id,
  gateway: 'g',
  domain,
  area: of,
  metrics,
  period,
  name: { vi: `Trạm đo ${id}`, en: `Station ${id}` },
});

/** Two air stations in n1 and n2, one in the south, and a traffic counter in n1. */
export class SmallDirectory extends SensorDirectory {
  readonly known = new Map(
    [
      sensor('air-1', 'n1', 'environment', ['pm25', 'pm10']),
      sensor('air-2', 'n2', 'environment', ['pm25']),
      sensor('air-3', 'south', 'environment', ['pm25']),
      sensor('road-1', 'n1', 'traffic', ['speed']),
    ].map((each) => [each.id, each]),
  );
  get(id: string): Sensor | undefined {
    return this.known.get(id);
  }
  all(): Iterable<Sensor> {
    return this.known.values();
  }
  registeredBy(): number {
    return 0;
  }
  register(registrations: readonly Registration[]): Promise<void> {
    for (const { sensor: registered } of registrations) this.known.set(registered.id, registered);
    return Promise.resolve();
  }
  caughtUp(): Promise<void> {
    return Promise.resolve();
  }
}

export class SetClock extends Clock {
  at = T;
  override now(): number {
    return this.at;
  }
}

export const SETTINGS = {
  simulate: true,
  http: { host: '127.0.0.1', port: 0 },
} as unknown as Settings;

export function readingOf(id: string, at: number, values: Record<string, number>, more = {}): Reading {
  return { sensor: id, gateway: 'g', at, receivedAt: at + 200, values, quality: 'ok', ...more };
}

export function windowOf(of: { sensor: string } | { area: string }, start: number, more = {}): Window {
  return {
    metric: 'pm25',
    ...of,
    span: '1m',
    start,
    end: start + MINUTE,
    count: 2,
    sum: 60,
    min: 20,
    max: 40,
    mean: 30,
    p50: 30,
    p95: 40,
    expected: 2,
    coverage: 1,
    revision: 0,
    epoch: 1,
    asOf: start + 90_000,
    ...more,
  };
}

export function alertOf(id: string, version: number, more: Partial<Alert> = {}): Alert {
  return {
    id,
    version,
    rule: 'pm25-high',
    ruleVersion: 1,
    priority: 2,
    state: 'unacknowledged',
    title: { vi: 'Bụi mịn cao', en: 'Fine dust high' },
    domain: 'environment',
    metric: 'pm25',
    sensor: 'air-1',
    area: 'n1',
    since: T - 60_000,
    raisedAt: T,
    value: 180,
    limit: 150,
    unit: 'µg/m³',
    inputs: [{ at: T, value: 180 }],
    history: [{ version: 1, at: T, what: 'raised', value: 180 }],
    simulated: false,
    ...more,
  };
}

/** The next version of an alert: acknowledged by somebody, or over. */
export function nextOf(alert: Alert, what: 'acknowledged' | 'returned', at: number, who?: string): Alert {
  const version = alert.version + 1;
  const change = { version, at, what, ...(who === undefined ? {} : { who }) };
  const acknowledged = what === 'acknowledged';
  return {
    ...alert,
    version,
    state: acknowledged
      ? alert.state === 'returned'
        ? 'normal'
        : 'acknowledged'
      : alert.state === 'acknowledged'
        ? 'normal'
        : 'returned',
    ...(acknowledged ? { acknowledgedAt: at, acknowledgedBy: who ?? '' } : { returnedAt: at }),
    history: [...alert.history, change],
  };
}
