import type { Area, LateNotice, Reading, Registration, Sensor, SpanEnd, Window } from '@toancanh/events';
import { HOLD, type Answer, LogError, type Reader } from '@toancanh/log';
import { MemoryLog } from '@toancanh/log/testing';
import { RegionTree } from '@toancanh/regions';
import {
  type City,
  Clock,
  MemoryLogger,
  Metrics,
  SensorDirectory,
  type Settings,
  StatusBoard,
} from '@toancanh/runtime';
import { Aggregator } from './aggregator.js';
import { AggregatorGauges } from './aggregator-gauges.js';
import { ReadingsController } from './readings.controller.js';

const T = Date.UTC(2026, 10, 23, 7);
const MINUTE = 60_000;
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
const CITY = {
  timeZone: 'Asia/Ho_Chi_Minh',
  areas: new RegionTree({
    areas: [area('root', null), area('25747', 'root')],
    lineage: [],
    root: 'root',
    timeZone: 'Asia/Ho_Chi_Minh',
  }),
} as unknown as City;
const SETTINGS = { lateness: 30_000 } as Settings;
const sensorNamed = (id: string): Sensor => ({
  id,
  gateway: 'g',
  domain: 'environment',
  area: '25747',
  metrics: ['pm25'],
  period: 30,
});

/** Knows what it is told; `onLog` holds what is registered on the log and becomes known by catching up. */
class FakeDirectory extends SensorDirectory {
  readonly known = new Map(['a', 'b'].map((id) => [id, sensorNamed(id)]));
  readonly onLog: Sensor[] = [];
  asked = 0;

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
    this.asked++;
    for (const sensor of this.onLog.splice(0)) this.known.set(sensor.id, sensor);
  }
}

class SetClock extends Clock {
  at = T;
  override now() {
    return this.at;
  }
}

function setup() {
  const clock = new SetClock();
  const log = new MemoryLog({ clock });
  const sensors = new FakeDirectory();
  const logger = new MemoryLogger();
  const status = new StatusBoard();

  /** A process: it takes over where the one before had committed. */
  const start = async () => {
    const aggregator = new Aggregator(log, CITY, sensors, clock, logger, SETTINGS);
    const gauges = new AggregatorGauges(aggregator, status, new Metrics(), clock);
    const controller = new ReadingsController(aggregator, gauges);
    const faults: unknown[] = [];
    const answers: Answer[] = [];
    let faulted: () => void = () => undefined;
    const fault = new Promise<void>((resolve) => (faulted = resolve));
    const reader: Reader = await log.subscribe({
      name: 'aggregator',
      topics: ['city.readings'],
      group: 'exclusive',
      startAt: (assignment) => aggregator.activate(assignment),
      onBatch: async (batch) => {
        const answer = await controller.onReadings(batch);
        answers.push(answer);
        return answer;
      },
      onFault: (error, { partition }) => {
        faults.push(error);
        gauges.fault(partition, error);
        faulted();
      },
    });
    /** Or the end of what there is to read, where there was none. */
    const firstFault = Promise.race([fault, reader.caughtUp]);
    return { aggregator, reader, faults, firstFault, answers };
  };
  const publish = (at: number, value: unknown, key = (value as Reading).sensor) => {
    clock.at = at;
    return log.append('city.readings', [{ key, value: JSON.stringify(value) }]);
  };
  const say = (appendedAt: number, sensor: string, at: number, pm25: number, quality = 'ok') =>
    publish(appendedAt, { sensor, gateway: 'g', at, receivedAt: appendedAt, values: { pm25 }, quality });
  const tickAll = (at: number) => {
    clock.at = at;
    const value = JSON.stringify({ tick: at });
    return log.append(
      'city.readings',
      Array.from({ length: PARTITIONS }, (_, partition) => ({ key: '', value, partition })),
    );
  };
  const windows = () => log.records('city.windows').map(({ value }) => value as Window);
  const brief = () =>
    windows().map((w) => [w.sensor ?? w.area, (w.start - T) / MINUTE, w.count, w.sum, w.epoch]);
  const late = () =>
    log.records('city.late').map(({ key, value }) => ({ key, ...(value as LateNotice | SpanEnd) }));
  const notices = () => late().filter((said) => 'metric' in said);
  const ends = () =>
    late().flatMap(({ key, ...said }) => ('metric' in said ? [] : [{ key, ...(said as SpanEnd) }]));
  return { clock, log, sensors, logger, status, start, publish, say, tickAll, windows, brief, notices, ends };
}

describe('the aggregator', () => {
  it('publishes the windows of sensors and of the areas above them when the minute closes', async () => {
    const { start, say, tickAll, brief, log, windows } = setup();
    await say(T + 1_000, 'a', T, 40);
    await say(T + 2_000, 'b', T + 1_000, 20);
    await say(T + 61_000, 'a', T + MINUTE, 7);
    await tickAll(T + MINUTE + 30_000);
    const { reader, aggregator } = await start();
    await reader.caughtUp;
    expect(brief().sort()).toEqual([
      ['25747', 0, 2, 60, 1],
      ['a', 0, 1, 40, 1],
      ['b', 0, 1, 20, 1],
      ['root', 0, 2, 60, 1],
    ]);
    expect(
      log
        .records('city.windows')
        .map(({ key }) => key)
        .sort(),
    ).toEqual(['pm25@a', 'pm25@area:25747', 'pm25@area:root', 'pm25@b']);
    expect(windows().find((w) => w.area === 'root')).toMatchObject({
      expected: 4,
      coverage: 0.5,
      asOf: T + MINUTE,
    });
    expect(aggregator.counts).toMatchObject({ received: 3, accepted: 3 });
    await reader.close();
  });

  it('goes on after a restart with what the open minute needs, under the next epoch, and counts it once', async () => {
    const { start, say, tickAll, brief } = setup();
    await say(T + 1_000, 'a', T, 40);
    await say(T + 61_000, 'a', T + MINUTE, 7);
    await tickAll(T + MINUTE + 30_000);
    const first = await start();
    await first.reader.caughtUp;
    await first.reader.close();

    await say(T + 110_000, 'a', T + MINUTE + 40_000, 8);
    await tickAll(T + 2 * MINUTE + 30_000);
    const second = await start();
    await second.reader.caughtUp;
    await second.reader.close();
    expect(brief().filter(([target]) => target === 'a')).toEqual([
      ['a', 0, 1, 40, 1],
      ['a', 1, 2, 15, 2],
    ]);
    expect(second.aggregator.counts).toMatchObject({ received: 1, accepted: 1 });
  });

  it('names every window that a late reading touches, after the restart as before', async () => {
    const { start, say, tickAll, notices } = setup();
    await say(T + 1_000, 'a', T, 40);
    await say(T + 95_000, 'b', T + 5, 3);
    await tickAll(T + 95_000);
    const first = await start();
    await first.reader.caughtUp;
    await first.reader.close();
    await say(T + 96_000, 'a', T + 9, 5);
    const second = await start();
    await second.reader.caughtUp;
    await second.reader.close();

    expect(notices()).toEqual([
      { key: `pm25@b@${T}`, metric: 'pm25', sensor: 'b', start: T, at: T + 5 },
      { key: `pm25@area:25747@${T}`, metric: 'pm25', area: '25747', start: T, at: T + 5 },
      { key: `pm25@area:root@${T}`, metric: 'pm25', area: 'root', start: T, at: T + 5 },
      { key: `pm25@a@${T}`, metric: 'pm25', sensor: 'a', start: T, at: T + 9 },
      { key: `pm25@area:25747@${T}`, metric: 'pm25', area: '25747', start: T, at: T + 9 },
      { key: `pm25@area:root@${T}`, metric: 'pm25', area: 'root', start: T, at: T + 9 },
    ]);
    expect(first.aggregator.counts).toMatchObject({ received: 2, accepted: 1, late: 1 });
    expect(second.aggregator.counts).toMatchObject({ received: 1, late: 1 });
  });

  it('folds, counts and publishes once when the log refuses the windows for a while', async () => {
    const { start, say, tickAll, brief, log, status } = setup();
    await say(T + 1_000, 'a', T, 40);
    await tickAll(T + MINUTE + 30_000);
    log.failure = new LogError('LOG_FULL', 'no room');
    const { reader, firstFault, faults, aggregator } = await start();
    await firstFault;
    expect(status.troubles()).toEqual({ aggregator: 'no room' });
    log.failure = undefined;
    await reader.caughtUp;
    await reader.close();
    expect(faults.length).toBeGreaterThan(0);
    expect(brief().sort()).toEqual([
      ['25747', 0, 1, 40, 1],
      ['a', 0, 1, 40, 1],
      ['root', 0, 1, 40, 1],
    ]);
    expect(aggregator.counts).toMatchObject({ received: 1, accepted: 1 });
    expect(status.troubles()).toEqual({});
  });

  it('accounts for every reading: accepted + late + duplicate + rejected = received', async () => {
    const { start, say, publish, tickAll, sensors, logger, log } = setup();
    sensors.onLog.push(sensorNamed('new'));
    await say(T + 1_000, 'a', T, 40);
    await say(T + 1_000, 'a', T, 40);
    await say(T + 1_000, 'a', T, 41);
    await say(T + 1_000, 'a', T + 1, 9, 'fault');
    await say(T + 1_000, 'new', T, 1);
    await say(T + 1_000, 'nobody', T, 1);
    await say(T + 1_000, 'nobody', T + 1, 1);
    await say(T + 1_000, 'a', T + 3_600_000, 1);
    await publish(T + 1_000, { sensor: 'a' }, 'a');
    await say(T + 95_000, 'a', T, 42);
    await tickAll(T + 95_000);
    const { reader, aggregator } = await start();
    await reader.caughtUp;
    await reader.close();
    expect(aggregator.counts.status()).toEqual({
      received: 10,
      accepted: 4,
      late: 1,
      duplicate: 1,
      rejected: 4,
    });
    expect(sensors.asked).toBeLessThanOrEqual(2);
    const told = logger.lines.filter(({ level }) => level === 'warn').map(({ fields }) => fields);
    expect(told).toHaveLength(3);
    expect(told).toEqual(
      expect.arrayContaining([
        { why: 'unknown-sensor', sensor: 'nobody' },
        { why: 'dated-ahead', sensor: 'a' },
        { why: 'unreadable', sensor: 'a' },
      ]),
    );
    const ofA = log.records('city.windows').find(({ key }) => key === 'pm25@a');
    expect(ofA?.value).toMatchObject({ count: 1, sum: 41 });
  });

  it('counts what it refuses once, also when a restart reads it again', async () => {
    const { start, say } = setup();
    await say(T + 1_000, 'nobody', T, 1);
    const first = await start();
    await first.reader.caughtUp;
    await first.reader.close();
    await say(T + 2_000, 'nobody', T + 1, 1);
    const second = await start();
    await second.reader.caughtUp;
    await second.reader.close();
    const counts = [first, second].map(({ aggregator }) => aggregator.counts.status());
    expect(counts).toMatchObject([
      { received: 1, rejected: 1 },
      { received: 1, rejected: 1 },
    ]);
  });

  // Two intakes, or one that was killed between append and acknowledgement, gave it two instants.
  it('takes a repeat of a reading without an instant for what it is, also when it restarts in between', async () => {
    const { start, publish, tickAll, brief } = setup();
    const given = (at: number, pm25: number, seq: number) =>
      publish(at, {
        ...{ sensor: 'a', gateway: 'g', at, receivedAt: at, values: { pm25 }, quality: 'ok' },
        ...{ epoch: 'e', seq, given: 0 },
      });
    await given(T + 1_000, 40, 1);
    await given(T + 5_000, 40, 1);
    await given(T + 6_000, 20, 2);
    await given(T + 59_000, 21, 2);
    await tickAll(T + MINUTE + 30_000);
    const first = await start();
    await first.reader.caughtUp;
    await first.reader.close();
    await given(T + 95_000, 40, 1);
    await given(T + 96_000, 8, 3);
    await tickAll(T + 2 * MINUTE + 30_000);
    const second = await start();
    await second.reader.caughtUp;
    await second.reader.close();
    expect(brief().filter(([target]) => target === 'a')).toEqual([
      ['a', 0, 2, 61, 1],
      ['a', 1, 1, 8, 2],
    ]);
    expect(first.aggregator.counts).toMatchObject({ received: 4, accepted: 3, duplicate: 1 });
    // It may be a correction: the reviser looks.
    expect(second.aggregator.counts).toMatchObject({ received: 2, accepted: 1, late: 1 });
  });

  it('says which hours and days have ended, once their minutes are published, and again after a crash', async () => {
    const { start, say, tickAll, log, ends } = setup();
    await tickAll(T + 30_000);
    const first = await start();
    await first.reader.caughtUp;
    await first.reader.close();
    const HOUR = 60 * MINUTE;
    const last = [
      { key: `1h@${T - HOUR}`, span: '1h', start: T - HOUR, at: T },
      { key: `1d@${T - 38 * HOUR}`, span: '1d', start: T - 38 * HOUR, at: T },
    ];
    expect(ends()).toEqual(last);

    await say(T + HOUR - 1_000, 'a', T + HOUR - 2_000, 5);
    await tickAll(T + HOUR + 30_000);
    log.failure = new LogError('LOG_FULL', 'no room');
    const crashed = await start();
    await crashed.firstFault;
    await crashed.reader.close();
    log.failure = undefined;
    // Away for the rest of the day.
    await tickAll(T + 10 * HOUR + 30_000);
    const next = await start();
    await next.reader.caughtUp;
    await next.reader.close();
    const said = ends().slice(last.length);
    expect(said.map(({ span, start: from }) => `${span} +${(from - T) / HOUR}`)).toEqual([
      ...['1h +0', '1h +1', '1h +2', '1h +3', '1h +4', '1h +5', '1h +6', '1h +7', '1h +8', '1h +9'],
      '1d +-14',
    ]);
    expect(said[0]!.at).toBeGreaterThanOrEqual(T + HOUR);
  });

  it('commits when it has published and else once a second', async () => {
    const { start, say, tickAll } = setup();
    await say(T + 1_000, 'a', T, 40);
    await tickAll(T + 2_000);
    const { reader, answers } = await start();
    await reader.caughtUp;
    await reader.close();
    // At the start, and when it has said which hour and day ended last.
    expect(answers.filter((answer) => answer !== HOLD)).toHaveLength(2);
  });

  it('commits nothing until every partition has come back to where the activation before was', async () => {
    const { start, say, tickAll } = setup();
    await say(T + 1_000, 'a', T, 40);
    await tickAll(T + MINUTE + 30_000);
    const first = await start();
    await first.reader.caughtUp;
    await first.reader.close();
    const second = await start();
    await second.reader.caughtUp;
    await second.reader.close();
    expect(second.answers.map((answer) => answer === HOLD)).toEqual([
      ...Array<boolean>(PARTITIONS - 1).fill(true),
      false,
    ]);
  });

  it('takes the next epoch with each activation, also when the one before did nothing', async () => {
    const { start } = setup();
    const epochs: (number | undefined)[] = [];
    for (let n = 0; n < 3; n++) {
      const { reader, aggregator } = await start();
      epochs.push(aggregator.stage?.epoch);
      await reader.close();
    }
    expect(epochs).toEqual([1, 2, 3]);
  });

  it('refuses to guess from metadata that is not its own', async () => {
    const { start, say, log } = setup();
    await say(T, 'a', T, 1);
    const stranger = await log.subscribe({
      name: 'aggregator',
      topics: ['city.readings'],
      group: 'exclusive',
      startAt: async ({ partitions, commit }) => {
        await commit({
          offsets: partitions.map(({ topic, partition }) => ({ topic, partition, offset: 0 })),
          metadata: '?',
        });
        return [];
      },
      onBatch: async () => HOLD,
    });
    await stranger.close();
    await expect(start()).rejects.toThrow('no position of this stage');
  });
});
