import type { Area, Lineage, Sensor } from '@toancanh/events';
import { NOWHERE, Placements, placementsOf } from './placement.js';
import { RegionTree } from './region-tree.js';

const REFORM = '2025-07-01';
const CUT = Date.parse(`${REFORM}T00:00:00+07:00`);
const NOW = Date.parse('2026-11-23T07:00:00Z');
const unit = (code: string, from: string, to: string | null): Area => ({
  ...{ code, scheme: 'gso', name: code, kind: 'ward', parent: null, validFrom: from, validTo: to },
});
const edge = (from: string, to: string, extent: Lineage['extent']): Lineage => ({
  from,
  to,
  extent,
  date: REFORM,
});

// 25741 goes in parts into 25747 and 25750; the old 25747 whole into the new one; 25846 stays what it was.
const tree = new RegionTree({
  root: '25747',
  timeZone: 'Asia/Ho_Chi_Minh',
  areas: [
    ...['25741', '25747', '25846'].map((code) => unit(code, '2020-02-01', REFORM)),
    ...['25747', '25750', '25846'].map((code) => unit(code, REFORM, null)),
  ],
  lineage: [
    edge('25741', '25747', 'part'),
    edge('25741', '25750', 'part'),
    edge('25747', '25747', 'full'),
    edge('25846', '25846', 'full'),
  ],
});
/** West of 106.67 is the new 25747, east of it 25750. */
const unitAt = (lon: number) => (lon < 106.67 ? '25747' : '25750');
const sensor = (area: string, more: Partial<Sensor> = {}): Sensor => ({
  ...{ id: 's', gateway: 'g', domain: 'environment', area, metrics: ['pm25'], ...more },
});
const brief = (rows: readonly Sensor[]) =>
  rows.map(({ area, from, to }) => `${area} ${from ?? ''}..${to ?? ''}`);

describe('placementsOf', () => {
  it.each([
    {
      why: 'a point tells into which half of a ward that was cut',
      row: sensor('25741', { from: '2024-01-01', lon: 106.68, lat: 10.98 }),
      is: ['25741 2024-01-01..2025-07-01', '25750 2025-07-01..'],
    },
    {
      why: 'the other half',
      row: sensor('25741', { from: '2024-01-01', lon: 106.66, lat: 10.98 }),
      is: ['25741 2024-01-01..2025-07-01', '25747 2025-07-01..'],
    },
    {
      why: 'a label alone does not: what comes after is missing',
      row: sensor('25741', { from: '2024-01-01' }),
      is: ['25741 2024-01-01..2025-07-01'],
    },
    {
      why: 'what lies in a ward that went whole needs none',
      row: sensor('25747', { from: '2024-01-01' }),
      is: ['25747 2024-01-01..2025-07-01', '25747 2025-07-01..'],
    },
    {
      why: 'the same ground needs no point',
      row: sensor('25846', { from: '2024-01-01' }),
      is: ['25846 2024-01-01..2025-07-01', '25846 2025-07-01..'],
    },
    {
      why: 'it ended before the reform',
      row: sensor('25741', { from: '2024-01-01', to: '2025-03-01' }),
      is: ['25741 2024-01-01..2025-03-01'],
    },
    { why: 'without a day it means today', row: sensor('25747'), is: ['25747 ..'] },
    {
      why: 'a row that ended means the code of then',
      row: sensor('25741', { to: REFORM }),
      is: ['25741 ..2025-07-01'],
    },
    { why: 'an area that was not in force on its day', row: sensor('25750', { from: '2024-01-01' }), is: [] },
  ])('$why', ({ row, is }) => {
    expect(brief(placementsOf(row, tree, unitAt, NOW))).toEqual(is);
  });
});

describe('Placements', () => {
  const moved = new Placements(
    [
      sensor('25741', { from: '2024-01-01', to: REFORM }),
      sensor('25747', { from: REFORM, to: '2026-01-01' }),
      sensor('25750', { from: '2026-03-01' }),
    ],
    tree,
  );
  it.each([
    { at: CUT - 1, area: '25741', why: 'the last instant before the reform' },
    { at: CUT, area: '25747', why: 'the first after it' },
    { at: NOW, area: '25750', why: 'today' },
    { at: Date.parse('2023-01-01'), area: '25741', why: 'before its first row: the ward was the same' },
    { at: Date.parse('2026-02-01'), area: '25747', why: 'between two rows: where it was last' },
  ])('was in $area at $at: $why', ({ at, area }) => {
    expect(moved.at(at).area).toBe(area);
  });

  it('was not in the old ward whose code its new one has', () => {
    const fresh = new Placements([sensor('25747', { from: REFORM })], tree);
    expect(fresh.at(CUT).area).toBe('25747');
    expect(fresh.at(CUT - 1)).toEqual(sensor(NOWHERE, { from: REFORM }));
  });

  it('is not in the new ward whose code its old one had', () => {
    const gone = new Placements([sensor('25747', { from: '2024-01-01', to: REFORM })], tree);
    expect(gone.at(CUT - 1).area).toBe('25747');
    expect(gone.at(CUT).area).toBe(NOWHERE);
  });

  it('was there also before its first row, where code and ground are what they were', () => {
    const fresh = new Placements([sensor('25846', { from: REFORM })], tree);
    expect([CUT - 1, CUT].map((when) => fresh.at(when).area)).toEqual(['25846', '25846']);
  });
});
