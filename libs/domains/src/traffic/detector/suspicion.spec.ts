import { type DetectorRecord, flowOf } from './detector-record.js';
import { suspicionsOf } from './suspicion.js';

const MINUTE = 60_000;
const record = (more: Partial<DetectorRecord> = {}): DetectorRecord => ({
  ...{ site: 'ql13-01', lane: 1, start: 0, seconds: 60, volume: 12, occupancy: 8, speed: 43, valid: true },
  ...more,
});
const row = (count: number, more: Partial<DetectorRecord>): DetectorRecord[] =>
  Array.from({ length: count }, (_, index) => record({ start: index * MINUTE, ...more }));
const covered = { volume: 0, occupancy: 100, speed: null };
const empty = { volume: 0, occupancy: 0, speed: null };

describe('suspicionsOf', () => {
  it.each([
    { records: [record()], found: [], why: 'a record like others' },
    { records: [], found: [], why: 'nothing to judge' },
    {
      records: [record({ valid: false, faultCode: 'E7' })],
      found: ['declared'],
      why: 'the detector says so',
    },
    { records: row(4, covered), found: [], why: 'covered for four minutes: a vehicle stands' },
    { records: row(5, covered), found: ['stuck'], why: 'covered for five minutes' },
    {
      records: [...row(4, covered), record(), ...row(4, covered)],
      found: [],
      why: 'one vehicle between: it works',
    },
    { records: row(5, { ...covered, occupancy: 95 }), found: [], why: '95 % is not above 95 %' },
    { records: [record({ occupancy: 0 })], found: ['no-occupancy'], why: 'vehicles that were never there' },
    { records: [record({ volume: 0 })], found: ['speed-of-none'], why: 'the speed of no vehicle' },
    { records: [record({ volume: 50 })], found: [], why: '3,000 vehicles an hour can be' },
    { records: [record({ volume: 51 })], found: ['too-many'], why: 'more than 3,000 on a lane' },
    { records: row(10, {}), found: [], why: 'ten equal records may be chance' },
    { records: row(11, {}), found: ['frozen'], why: 'eleven are not' },
    { records: row(11, empty), found: [], why: 'an empty road at night is always the same' },
    { records: [...row(11, {}), record({ volume: 13 })], found: [], why: 'it moves again' },
    {
      records: [record({ volume: 60, occupancy: 0, valid: false })],
      found: ['declared', 'no-occupancy', 'too-many'],
      why: 'all reasons are told',
    },
  ])('$found: $why', ({ records, found }) => {
    expect(suspicionsOf(records)).toEqual(found);
  });

  it('takes what a city sets, such as a lane full of motorbikes', () => {
    const settings = { stuckOccupancy: 95, stuckSeconds: 300, mostFlow: 8_000, mostEqual: 10 };
    expect(suspicionsOf([record({ volume: 120 })], settings)).toEqual([]);
  });
});

it.each([
  { seconds: 20, volume: 5, flow: 900 },
  { seconds: 300, volume: 100, flow: 1_200 },
])('$volume vehicles in $seconds s are $flow an hour', ({ seconds, volume, flow }) => {
  expect(flowOf({ seconds, volume })).toBe(flow);
});
