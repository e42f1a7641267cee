import type { Quality, Reading, Window } from '@toancanh/events';
import type { City, SensorDirectory } from '@toancanh/runtime';
import { MemoryStore } from '@toancanh/store/testing';
import { MinuteStage, windowsOf } from '@toancanh/windows';
import fc from 'fast-check';
import { targetOf } from './named-windows.js';
import { StoredMinutes } from './stored-minutes.js';

const MINUTE = 60_000;
const AREAS: Readonly<Record<string, readonly string[]>> = {
  s0: ['ward', 'city'],
  s1: ['ward', 'city'],
  s2: ['city'],
};
const SENSORS = Object.entries(AREAS).map(([id, [area]]) => ({
  ...{ id, gateway: 'gw', domain: 'environment', area: area!, metrics: ['pm25', 'pm10'], period: 10 },
}));
const ALL = new Set([...Object.keys(AREAS).map((id) => `sensor:${id}`), 'area:ward', 'area:city']);
const pathOf = (area: string) => (area === 'ward' ? ['ward', 'city'] : ['city']);

const city = { timeZone: 'Asia/Ho_Chi_Minh', areas: { pathOf } } as unknown as City;
const sensors = {
  get: (id: string) => SENSORS.find((sensor) => sensor.id === id),
  all: () => SENSORS,
  placed: () => SENSORS,
} as unknown as SensorDirectory;

const reading = fc.record({
  sensor: fc.constantFrom(...Object.keys(AREAS)),
  at: fc.integer({ min: 0, max: 4 }).map((second) => second * 1_000),
  values: fc.record(
    { pm25: fc.constantFrom(1, 2.5, 0.1, 7), pm10: fc.constantFrom(3, 0.2) },
    { requiredKeys: [] },
  ),
  quality: fc.constantFrom<Quality>('ok', 'ok', 'ok', 'simulated', 'fault', 'suspect'),
});

describe('StoredMinutes', () => {
  it('makes of stored readings what the aggregator makes of the same readings on the log', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(reading, { maxLength: 40, size: 'max' }),
        fc.integer({ min: 1, max: 9 }),
        async (given, page) => {
          const readings = given
            .filter(({ values }) => Object.keys(values).length > 0)
            .map((one) => ({ ...one, gateway: 'gw', receivedAt: one.at }) as Reading);
          const stage = new MinuteStage({ lateness: 0, epoch: 1, starts: new Map([[0, 0]]) });
          const store = new MemoryStore();
          for (const [offset, one] of readings.entries()) {
            stage.reach(0, offset, 1_000);
            stage.take(0, offset, 1_000, one, sensors.get(one.sensor)!);
            await store.write({ readings: [{ ...one, partition: 0, offset }] });
          }
          stage.reach(0, readings.length, MINUTE);
          const minutes = new StoredMinutes(store, city, sensors, { page, chunk: 2 });
          const expectation = minutes.expectationAt(0);
          const at = { epoch: 1, asOf: MINUTE };
          const closed = stage
            .due()
            .minutes.flatMap((minute) => [
              ...windowsOf(minute, { series: stage.series, expectation, pathOf, ...at }),
            ]);
          const recomputed: Window[] = [];
          for (const metric of ['pm25', 'pm10']) {
            recomputed.push(
              ...(await minutes.recomputed({ metric, start: 0, expectation }, ALL, at)).values(),
            );
          }
          const byTarget = (windows: Window[]) =>
            Object.fromEntries(windows.map((window) => [`${window.metric} ${targetOf(window)}`, window]));
          expect(byTarget(recomputed)).toEqual(byTarget(closed));
        },
      ),
      { numRuns: 300 },
    ));
});
