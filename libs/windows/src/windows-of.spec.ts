import type { Sensor } from '@toancanh/events';
import { Expectation } from './expectation.js';
import { OpenMinute } from './open-minute.js';
import { SeriesTable } from './series-table.js';
import { windowsOf } from './windows-of.js';

// province ── east ── e1: a (every 20 s), b (period unknown)
//          └─ west ── w1: c (every 30 s)
const PATHS: Record<string, string[]> = {
  e1: ['e1', 'east', 'province'],
  w1: ['w1', 'west', 'province'],
};
const pathOf = (area: string) => PATHS[area] ?? [];
const sensor = (id: string, area: string, more: Partial<Sensor> = {}): Sensor => ({
  id,
  gateway: 'g',
  domain: 'environment',
  area,
  metrics: ['pm25'],
  ...more,
});
const A = sensor('a', 'e1', { period: 20 });
const B = sensor('b', 'e1');
const C = sensor('c', 'w1', { period: 30 });

function windows(values: [Sensor, number, number, string?][], sensors = [A, B, C], day = '2026-11-23') {
  const series = new SeriesTable();
  const minute = new OpenMinute(120_000);
  for (const [of, within, value, metric] of values) {
    minute.fold(series.numberOf(of, metric ?? 'pm25'), 120_000 + within, value);
  }
  const expectation = new Expectation(sensors, 60_000, day, pathOf);
  return [...windowsOf(minute, { series, expectation, pathOf, epoch: 3, asOf: 210_000 })];
}

describe('windowsOf', () => {
  it('makes the windows of sensors, then of the areas above them, the root last', () => {
    const made = windows([
      [A, 0, 10],
      [A, 20_000, 30],
      [C, 5, 50],
    ]);
    expect(made.map(({ sensor, area, count, sum }) => [sensor ?? area, count, sum])).toEqual([
      ['a', 2, 40],
      ['c', 1, 50],
      ['e1', 2, 40],
      ['w1', 1, 50],
      ['east', 2, 40],
      ['west', 1, 50],
      ['province', 3, 90],
    ]);
    expect(made.at(-1)).toEqual({
      metric: 'pm25',
      area: 'province',
      span: '1m',
      start: 120_000,
      end: 180_000,
      count: 3,
      sum: 90,
      min: 10,
      max: 50,
      mean: 30,
      p50: 30,
      p95: 48,
      sketch: '30',
      expected: 5,
      coverage: 0.6,
      revision: 0,
      epoch: 3,
      asOf: 210_000,
    });
  });

  it('keeps metrics apart', () => {
    const made = windows([
      [A, 0, 10],
      [A, 0, 99, 'noise'],
    ]);
    expect(made.filter(({ area }) => area === 'province').map(({ metric, sum }) => [metric, sum])).toEqual([
      ['pm25', 10],
      ['noise', 99],
    ]);
  });

  it.each([
    { why: 'by the period', values: [[A, 0, 1]] as const, of: 'a', expected: 3, coverage: 1 / 3 },
    {
      why: 'period unknown: as many as seen',
      values: [[B, 0, 1]] as const,
      of: 'b',
      expected: 1,
      coverage: 1,
    },
    {
      why: 'an area adds those seen to those due',
      values: [[B, 0, 1]] as const,
      of: 'e1',
      expected: 4,
      coverage: 0.25,
    },
    {
      why: 'never over 1',
      values: [
        [C, 0, 1],
        [C, 1, 1],
        [C, 2, 1],
      ] as const,
      of: 'c',
      expected: 2,
      coverage: 1,
    },
  ])('expected and coverage, $why', ({ values, of, expected, coverage }) => {
    const made = windows(values.map(([of, within, value]) => [of, within, value]));
    expect(made.find(({ sensor, area }) => (sensor ?? area) === of)).toMatchObject({ expected, coverage });
  });

  it.each([
    { why: 'not placed yet', more: { from: '2026-11-24' }, expected: 3 },
    { why: 'placed today', more: { from: '2026-11-23' }, expected: 5 },
    { why: 'taken away today', more: { to: '2026-11-23' }, expected: 3 },
    { why: 'taken away tomorrow', more: { to: '2026-11-24' }, expected: 5 },
  ])('a sensor $why owes accordingly', ({ more, expected }) => {
    const made = windows([[A, 0, 1]], [A, sensor('c', 'w1', { period: 30, ...more })]);
    expect(made.find(({ area }) => area === 'province')).toMatchObject({ expected });
  });
});
