import type { Alert, Area, Command, Registration, Sensor, Window } from '@toancanh/events';
import { LogError } from '@toancanh/log';
import { MemoryLog } from '@toancanh/log/testing';
import { RegionTree } from '@toancanh/regions';
import type { Rule } from '@toancanh/rules';
import { type City, Clock, MemoryLogger, Metrics, SensorDirectory, StatusBoard } from '@toancanh/runtime';
import { Alerter } from './alerter.js';
import { AlerterController } from './alerter.controller.js';
import { AlerterGauges } from './alerter-gauges.js';

const T = Date.UTC(2026, 10, 23, 7);
const PARTITIONS = 12;

const area = (code: string, parent: string | null): Area => ({
  code,
  scheme: 'centre',
  name: code,
  kind: 'ward',
  parent,
  validFrom: '2025-07-01',
  validTo: null,
});
const rule = {
  version: 1,
  title: { vi: 'Bụi mịn PM2.5 cao', en: 'High fine dust' },
  domain: 'environment',
  priority: 2,
  metric: 'pm25',
} as const;
const HIGH: Rule = { ...rule, id: 'high', on: 'reading', when: { above: 75 }, areas: ['province'] };
const HELD: Rule = { ...rule, id: 'held', on: 'reading', when: { above: 75 }, hold: '60s' };
const MEAN: Rule = { ...rule, id: 'mean', on: 'window', of: 'area', statistic: 'mean', when: { above: 50 } };
const SILENT: Rule = { ...rule, id: 'silent', on: 'no-data', after: '30s' };

const cityWith = (rules: readonly Rule[]) =>
  ({
    rules,
    desks: [],
    gateways: new Map([['g', { simulated: true }]]),
    areas: new RegionTree({
      areas: [area('root', null), area('25747', 'root')],
      lineage: [],
      root: 'root',
      timeZone: 'Asia/Ho_Chi_Minh',
    }),
  }) as unknown as City;

const sensorNamed = (id: string): Sensor => ({
  id,
  gateway: 'g',
  domain: 'environment',
  area: '25747',
  metrics: ['pm25'],
  period: 10,
});

class FakeDirectory extends SensorDirectory {
  readonly known = new Map([['a', sensorNamed('a')]]);
  readonly onLog: Sensor[] = [];
  get(id: string) {
    return this.known.get(id);
  }
  all() {
    return this.known.values();
  }
  registeredBy() {
    return 0;
  }
  async register(_: readonly Registration[]) {}
  async caughtUp() {
    for (const sensor of this.onLog.splice(0)) this.known.set(sensor.id, sensor);
  }
}

class SetClock extends Clock {
  at = T;
  override now() {
    return this.at;
  }
}

function setup(rules: readonly Rule[]) {
  const clock = new SetClock();
  const log = new MemoryLog({ clock });
  const sensors = new FakeDirectory();
  const logger = new MemoryLogger();
  const status = new StatusBoard();

  /** A process that reads everything there is and then stops; what it had committed is where the next one begins. */
  const run = async (during: (firstFault: Promise<void>) => Promise<void> = async () => undefined) => {
    const alerter = new Alerter(log, cityWith(rules), sensors, clock, logger);
    const gauges = new AlerterGauges(alerter, status, new Metrics());
    const controller = new AlerterController(alerter, gauges);
    const handlers = {
      'city.readings': controller.onReadings.bind(controller),
      'city.windows': controller.onWindows.bind(controller),
      'city.commands': controller.onCommands.bind(controller),
    };
    let faulted: () => void = () => undefined;
    const fault = new Promise<void>((resolve) => (faulted = resolve));
    const reader = await log.subscribe({
      name: 'alerter',
      topics: Object.keys(handlers),
      group: 'exclusive',
      startAt: (assignment) => alerter.activate(assignment),
      onBatch: (batch) => handlers[batch.topic as keyof typeof handlers](batch),
      onFault: (error, batch) => {
        gauges.fault(batch, error);
        faulted();
      },
    });
    // Or the end of what there is to read, where there was none.
    await during(Promise.race([fault, reader.caughtUp]));
    await reader.caughtUp;
    await reader.close();
    return alerter;
  };
  const put = (topic: string, at: number, key: string, value: unknown) => {
    clock.at = at;
    return log.append(topic, [{ key, value: JSON.stringify(value) }]);
  };
  const say = (at: number, pm25: number, sensor = 'a', quality = 'ok') =>
    put('city.readings', at, sensor, { sensor, gateway: 'g', at, receivedAt: at, values: { pm25 }, quality });
  const tick = (at: number) => {
    clock.at = at;
    const value = JSON.stringify({ tick: at });
    const entries = Array.from({ length: PARTITIONS }, (_, partition) => ({ key: '', value, partition }));
    return log.append('city.readings', entries);
  };
  const acknowledge = (at: number, target: string, version: number) => {
    const command: Command = { id: `c${at}`, what: 'acknowledge', target, version, who: 'Lan', at };
    return put('city.commands', at, target, command);
  };
  const alerts = () => log.records('city.alerts').map(({ value }) => value as Alert);
  const brief = () => alerts().map(({ rule: of, version, state }) => `${of} ${version} ${state}`);
  return { clock, log, sensors, logger, status, run, put, say, tick, acknowledge, alerts, brief };
}

describe('the alerter', () => {
  it('raises once, is acknowledged, and is over when the condition is, across restarts', async () => {
    const { run, say, acknowledge, alerts, brief, log } = setup([HIGH]);
    await say(T, 80);
    await say(T + 1_000, 81);
    await run();
    expect(brief()).toEqual(['high 1 unacknowledged']);
    const [raised] = alerts();
    expect(log.records('city.alerts')[0]?.key).toBe(raised!.id);
    expect(raised).toMatchObject({
      sensor: 'a',
      area: '25747',
      since: T,
      value: 80,
      limit: 75,
      unit: 'µg/m³',
    });
    expect(raised!.id).toMatch(/^[0-9a-f]{32}$/);

    await run();
    expect(brief()).toHaveLength(1);

    await acknowledge(T + 5_000, raised!.id, 1);
    await run();
    await say(T + 6_000, 70);
    await run();
    expect(brief().slice(1)).toEqual(['high 2 acknowledged', 'high 3 normal']);
    expect(new Set(alerts().map(({ id }) => id)).size).toBe(1);
    await run();
    expect(brief()).toHaveLength(3);
  });

  it('keeps a hold time that has begun through a restart', async () => {
    const { run, say, alerts } = setup([HELD]);
    await say(T, 80);
    await say(T + 20_000, 80);
    await run();
    await run();
    await say(T + 60_000, 80);
    await run();
    expect(alerts()).toMatchObject([{ since: T, raisedAt: T + 60_000, version: 1 }]);
    expect(alerts()[0]!.inputs.map(({ at }) => at - T)).toEqual([0, 20_000, 60_000]);
  });

  it('judges the windows that stand, and says that an area of simulated sensors is simulated', async () => {
    const { run, put, alerts, brief } = setup([MEAN]);
    const window = (revision: number, mean: number): Window => ({
      ...{ metric: 'pm25', area: '25747', span: '1m', start: T, end: T + 60_000, count: 1, sum: mean },
      ...{ min: mean, max: mean, mean, p50: mean, p95: mean, expected: 1, coverage: 1, epoch: 1, asOf: T },
      revision,
    });
    await put('city.windows', T + 90_000, 'pm25@area:25747', window(0, 60));
    await put('city.windows', T + 91_000, 'pm25@area:25747', window(0, 60));
    await put('city.windows', T + 92_000, 'pm25@area:25747', window(1, 40));
    await put('city.windows', T + 93_000, 'pm25@nobody', {
      ...window(0, 60),
      area: undefined,
      sensor: 'nobody',
    });
    const alerter = await run();
    expect(brief()).toEqual(['mean 1 unacknowledged', 'mean 2 returned']);
    expect(alerts()[0]).toMatchObject({ area: '25747', simulated: true });
    expect(alerter.counts.status()).toEqual({ received: 4, accepted: 2, late: 0, duplicate: 1, rejected: 1 });
  });

  it('misses a sensor that falls silent', async () => {
    const { run, say, tick, brief } = setup([SILENT]);
    await say(T, 1);
    for (let second = 1; second <= 40; second++) await tick(T + second * 1_000);
    await say(T + 41_000, 1);
    await run();
    expect(brief()).toEqual(['silent 1 unacknowledged', 'silent 2 returned']);
  });

  it.each([
    { why: 'the version seen', version: 1, changes: 2 },
    { why: 'another version', version: 7, changes: 1 },
  ])('acknowledges $why only', async ({ version, changes }) => {
    const { run, say, acknowledge, brief, alerts, logger } = setup([HIGH]);
    await say(T, 80);
    await run();
    await acknowledge(T + 1_000, alerts()[0]!.id, version);
    await acknowledge(T + 2_000, alerts()[0]!.id, version);
    await run();
    expect(brief()).toHaveLength(changes);
    expect(logger.lines.filter(({ level }) => level === 'debug')).toHaveLength(3 - changes);
    expect(logger.lines.filter(({ level }) => level === 'warn' || level === 'error')).toEqual([]);
  });

  it('raises once when the log refuses the alert for a while', async () => {
    const { run, say, log, brief, status } = setup([HIGH]);
    await say(T, 80);
    const alerter = await run(async (firstFault) => {
      log.failure = new LogError('LOG_FULL', 'no room');
      await firstFault;
      expect(status.troubles()).toEqual({ alerter: 'no room' });
      log.failure = undefined;
    });
    expect(brief()).toEqual(['high 1 unacknowledged']);
    expect(status.troubles()).toEqual({});
    expect(alerter.counts.status()).toMatchObject({ received: 1, accepted: 1 });
  });

  it('accounts for every record: accepted + late + duplicate + rejected = received', async () => {
    const { run, say, put, tick, sensors } = setup([HIGH]);
    sensors.onLog.push(sensorNamed('new'));
    await say(T, 1);
    await say(T, 1, 'new');
    await say(T, 1, 'nobody');
    await put('city.readings', T, 'a', 'nonsense');
    await put('city.commands', T, 'x', { what: 'dance' });
    await tick(T);
    const alerter = await run();
    expect(alerter.counts.status()).toEqual({ received: 5, accepted: 2, late: 0, duplicate: 0, rejected: 3 });
  });
});
