import type { Alert, Reading, Sensor, Window } from '@toancanh/events';
import fc from 'fast-check';
import { Evaluator, type Surroundings } from './evaluator.js';
import type { Rule } from './rule.js';

const around: Surroundings = {
  hash: (text) => text.replaceAll('\n', '/'),
  unitOf: () => 'µg/m³',
  pathOf: (area) => [area, 'root'],
  resolve: (area) => (area === 'province' ? 'root' : area),
  isSimulated: ({ sensor }) => sensor === 'sim',
};
const common = {
  version: 1,
  title: { vi: 'Bụi', en: 'Dust' },
  domain: 'environment',
  priority: 2,
  metric: 'pm25',
} as const;
const high: Rule = { ...common, id: 'high', on: 'reading', when: { above: 75 } };
const silent: Rule = { ...common, id: 'silent', on: 'no-data', after: '1m' };
const areaMean: Rule = {
  ...common,
  id: 'mean',
  on: 'window',
  of: 'area',
  statistic: 'mean',
  when: { above: 50 },
};

const sensor = (id: string, area = 'e1'): Sensor => ({
  id,
  gateway: 'g',
  domain: 'environment',
  area,
  metrics: ['pm25'],
  period: 10,
});
const reading = (at: number, pm25: number, quality: Reading['quality'] = 'ok'): Reading => ({
  sensor: 's',
  gateway: 'g',
  at,
  receivedAt: at,
  values: { pm25 },
  quality,
});
const place = (offset = 0) => ({ topic: 'city.readings', partition: 0, offset, appendTime: offset });
const window = (start: number, mean: number, more: Partial<Window> = {}): Window => ({
  metric: 'pm25',
  area: 'e1',
  span: '1m',
  start,
  end: start + 60_000,
  count: 1,
  sum: mean,
  min: mean,
  max: mean,
  mean,
  p50: mean,
  p95: mean,
  expected: 1,
  coverage: 1,
  revision: 0,
  epoch: 1,
  asOf: start,
  ...more,
});
const brief = (alerts: readonly Alert[]) =>
  alerts.map(({ rule, sensor, area, version, state }) => `${rule} ${sensor ?? area} ${version} ${state}`);

describe('the evaluator', () => {
  it.each<{ why: string; rule: Partial<Rule>; of: Sensor; raises: boolean }>([
    { why: 'every sensor', rule: {}, of: sensor('s'), raises: true },
    { why: 'under its area', rule: { areas: ['root'] }, of: sensor('s'), raises: true },
    { why: 'under the alias of the root', rule: { areas: ['province'] }, of: sensor('s'), raises: true },
    { why: 'elsewhere', rule: { areas: ['w1'] }, of: sensor('s'), raises: false },
    { why: 'by the beginning of its name', rule: { sensors: ['bd-'] }, of: sensor('bd-1'), raises: true },
    { why: 'of another name', rule: { sensors: ['bd-'] }, of: sensor('s'), raises: false },
    { why: 'switched off', rule: { enabled: false }, of: sensor('s'), raises: false },
    { why: 'of another metric', rule: { metric: 'pm10' }, of: sensor('s'), raises: false },
  ])('watches $why: $raises', ({ rule, of, raises }) => {
    const evaluator = new Evaluator([{ ...high, ...rule } as Rule], around);
    evaluator.onReading(of, reading(0, 80), place());
    expect(evaluator.drain().length > 0).toBe(raises);
  });

  it.each([
    { quality: 'ok', alerts: [false] },
    { quality: 'simulated', alerts: [true] },
    { quality: 'fault', alerts: [] },
    { quality: 'suspect', alerts: [] },
    { quality: 'calibrating', alerts: [] },
  ] as const)('a reading of quality $quality gives alerts with simulated $alerts', ({ quality, alerts }) => {
    const evaluator = new Evaluator([high], around);
    evaluator.onReading(sensor('s'), reading(0, 80, quality), place());
    expect(evaluator.drain().map(({ simulated }) => simulated)).toEqual(alerts);
  });

  describe('windows', () => {
    it.each([
      { why: 'the next minute', second: window(60_000, 40), stands: true, last: 'mean e1 2 returned' },
      { why: 'a revision', second: window(0, 40, { revision: 1 }), stands: true, last: 'mean e1 2 returned' },
      {
        why: 'a revision that took every value back',
        second: window(0, 0, { revision: 1, count: 0 }),
        stands: true,
        last: 'mean e1 1 unacknowledged',
      },
      { why: 'a later epoch', second: window(0, 40, { epoch: 2 }), stands: true, last: 'mean e1 2 returned' },
      { why: 'the same again', second: window(0, 60), stands: false, last: 'mean e1 1 unacknowledged' },
      {
        why: 'an earlier epoch',
        second: window(0, 40, { epoch: 0 }),
        stands: false,
        last: 'mean e1 1 unacknowledged',
      },
      {
        why: 'an earlier minute',
        second: window(-60_000, 40),
        stands: false,
        last: 'mean e1 1 unacknowledged',
      },
      {
        why: 'an hour',
        second: window(60_000, 40, { span: '1h' }),
        stands: true,
        last: 'mean e1 1 unacknowledged',
      },
    ])('$why after one that raised: $last', ({ second, stands, last }) => {
      const evaluator = new Evaluator([areaMean], around);
      expect(evaluator.onWindow(window(0, 60), 'e1', place())).toBe(true);
      expect(evaluator.onWindow(second, 'e1', place())).toBe(stands);
      expect(brief(evaluator.drain()).at(-1)).toBe(last);
    });

    it.each([
      { sensor: 'sim', simulated: true },
      { sensor: 'real', simulated: false },
    ])('of $sensor are simulated: $simulated', ({ sensor, simulated }) => {
      const evaluator = new Evaluator([{ ...areaMean, of: 'sensor' } as Rule], around);
      const { area: _, ...ofSensor } = window(0, 60, { sensor });
      evaluator.onWindow(ofSensor, 'e1', place());
      expect(evaluator.drain()).toMatchObject([{ sensor, area: 'e1', simulated }]);
    });

    it('holds over whole minutes, from the start of the first', () => {
      const evaluator = new Evaluator([{ ...areaMean, hold: '2m' } as Rule], around);
      evaluator.onWindow(window(0, 60), 'e1', place());
      expect(evaluator.drain()).toEqual([]);
      evaluator.onWindow(window(60_000, 60), 'e1', place());
      expect(evaluator.drain()).toMatchObject([{ since: 0, raisedAt: 120_000 }]);
    });
  });

  describe('silence', () => {
    // append time   0s       10s  …  70s       80s         after 1 minute
    const run = (evaluator: Evaluator, seconds: number[], spoke: number[]) => {
      for (const second of seconds) {
        evaluator.hear(0, second * 1_000);
        if (spoke.includes(second)) evaluator.onReading(sensor('s'), reading(0, 1), place(second));
        else evaluator.onTick(0);
      }
      return evaluator.drain();
    };
    const each = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => from + n);
    const listening = (restored: Alert[] = []) => {
      const evaluator = new Evaluator([silent], around, restored);
      evaluator.expect(sensor('s'), 0, 0);
      return evaluator;
    };

    it('is told once it has lasted, and ends with a reading', () => {
      const alerts = run(listening(), each(0, 80), [10, 75]);
      expect(brief(alerts)).toEqual(['silent s 1 unacknowledged', 'silent s 2 returned']);
      expect(alerts[0]).toMatchObject({ id: 'silent/s/10000', since: 10_000, raisedAt: 70_000, inputs: [] });
      expect(alerts[1]).toMatchObject({ returnedAt: 75_000 });
    });

    it('of a sensor never heard counts from the start of listening', () => {
      expect(run(listening(), each(100, 159), [])).toEqual([]);
      expect(run(listening(), each(100, 160), [])).toMatchObject([{ since: 100_000, raisedAt: 160_000 }]);
    });

    it('is not held against sensors while nobody listened', () => {
      const outage = [...each(0, 20), ...each(3_600, 3_650)];
      expect(run(listening(), outage, [10])).toEqual([]);
    });

    it('is not told again by a restart, and ends after it', () => {
      const [told] = run(listening(), each(0, 80), [10]);
      const again = listening([told!]);
      expect(run(again, each(0, 200), [10])).toEqual([]);
      expect(brief(run(again, [201], [201]))).toEqual(['silent s 2 returned']);
    });

    it('is nothing to a sensor without a period', () => {
      const { period: _, ...unknown } = sensor('s');
      const evaluator = new Evaluator([silent], around);
      evaluator.expect(unknown, 0, 0);
      expect(run(evaluator, each(0, 300), [])).toEqual([]);
    });
  });

  describe('commands', () => {
    const command = (target: string, version: number) =>
      ({ id: 'c', what: 'acknowledge', target, version, who: 'Lan', at: 5 }) as const;

    it.each([
      { why: 'the version seen', version: 1, is: 'done', state: 'acknowledged' },
      { why: 'an older version', version: 0, is: 'stale', state: undefined },
      { why: 'a version that is not there', version: 2, is: 'stale', state: undefined },
    ])('acknowledge $why: $is', ({ version, is, state }) => {
      const evaluator = new Evaluator([high], around);
      evaluator.onReading(sensor('s'), reading(0, 80), place());
      evaluator.drain();
      expect(evaluator.onCommand(command('high/s/0', version))).toBe(is);
      expect(evaluator.drain()[0]?.state).toBe(state);
    });

    it('does nothing twice, and nothing to what nobody knows', () => {
      const evaluator = new Evaluator([high], around);
      evaluator.onReading(sensor('s'), reading(0, 80), place());
      expect(evaluator.onCommand(command('high/s/0', 1))).toBe('done');
      expect(evaluator.onCommand(command('high/s/0', 1))).toBe('stale');
      expect(evaluator.onCommand(command('high/s/0', 2))).toBe('stale');
      expect(evaluator.onCommand(command('nobody', 1))).toBe('unknown');
    });

    it('acknowledges what was restored before any reading came', () => {
      const before = new Evaluator([high], around);
      before.onReading(sensor('s'), reading(0, 80), place());
      const evaluator = new Evaluator([high], around, before.drain());
      expect(evaluator.onCommand(command('high/s/0', 1))).toBe('done');
      evaluator.onReading(sensor('s'), reading(9, 10), place());
      expect(brief(evaluator.drain())).toEqual(['high s 2 acknowledged', 'high s 3 normal']);
    });
  });

  it('lets go of alerts whose rule is gone', () => {
    const before = new Evaluator([high], around);
    before.onReading(sensor('s'), reading(7, 80), place());
    const alerts = new Evaluator([], around, before.drain()).drain();
    expect(alerts).toMatchObject([{ version: 2, state: 'returned', returnedAt: 7 }]);
  });

  // Killed after any record, restored from the alerts published by then, and read again from what the last commit said it
  // needed: the alerts published in the end are those of a run that was never killed.
  it('publishes the same versions whatever a restart makes it read again', () => {
    const held: Rule = { ...high, hold: '3s', clear: { when: { below: 60 }, hold: '2s' } } as Rule;
    const records = fc.array(
      fc.tuple(fc.nat(1), fc.integer({ min: 0, max: 3_000 }), fc.constantFrom(10, 65, 80, 95, 200)),
      {
        minLength: 1,
        maxLength: 60,
        size: 'max',
      },
    );
    const killed = fc.uniqueArray(fc.nat(60), { maxLength: 6 });
    const unread = fc.nat(3);
    fc.assert(
      fc.property(records, killed, unread, (given, kills, lag) => {
        const log = given.map(([of, step, value], offset) => ({ of, at: 0, step, value, offset }));
        for (const [index, record] of log.entries()) record.at = (log[index - 1]?.at ?? 0) + record.step;
        const run = (deaths: readonly number[]) => {
          const published = new Map<string, Alert>();
          let evaluator = new Evaluator([held], around);
          const starts = [0];
          const dying = new Set(deaths);
          for (let next = 0; next < log.length; next++) {
            const { of, at, value, offset } = log[next]!;
            evaluator.onReading(sensor(`s${of}`), reading(at, value), place(offset));
            for (const alert of evaluator.drain()) published.set(`${alert.id} ${alert.version}`, alert);
            const needs = [...evaluator.needs(-Infinity)].map((one) => one.offset);
            starts.push(Math.min(next + 1, ...needs));
            if (!dying.delete(next)) continue;
            evaluator = new Evaluator([held], around, newest(published.values()));
            next = (starts.at(-1 - lag) ?? 0) - 1;
            starts.splice(1);
          }
          return Object.fromEntries(published);
        };
        expect(run(kills)).toEqual(run([]));
      }),
      {
        numRuns: 1_000,
        // A correction of the instant that raised, read only after the restart.
        examples: [
          [
            [
              [0, 0, 200],
              [1, 528, 10],
              [0, 351, 80],
              [0, 500, 95],
              [0, 1_621, 95],
              [0, 0, 10],
              [0, 2_000, 10],
              [0, 0, 10],
            ],
            [4],
            0,
          ],
        ],
      },
    );
  });
});

function newest(alerts: Iterable<Alert>): Alert[] {
  const byId = new Map<string, Alert>();
  for (const alert of alerts)
    if (alert.version > (byId.get(alert.id)?.version ?? 0)) byId.set(alert.id, alert);
  return [...byId.values()];
}
