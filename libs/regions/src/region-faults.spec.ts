import type { Area } from '@toancanh/events';
import { faultsOfRegions } from './region-faults.js';

const area = (code: string, parent: string | null, validFrom: string, validTo: string | null): Area => ({
  code,
  scheme: 'gso',
  name: code,
  kind: 'ward',
  parent,
  validFrom,
  validTo,
});
const root = area('r', null, '2000-01-01', null);
const faults = (areas: Area[], lineage: Parameters<typeof faultsOfRegions>[0]['lineage'] = []) =>
  faultsOfRegions({ areas, lineage, root: 'r' }).map(({ of, index, field }) => `${of}[${index}].${field}`);

describe('faultsOfRegions', () => {
  it.each([
    { why: 'a tree in order', areas: [root, area('a', 'r', '2010-01-01', null)], found: [] },
    {
      why: 'a code used again the day after',
      areas: [root, area('a', 'r', '2010-01-01', '2025-07-01'), area('a', 'r', '2025-07-01', null)],
      found: [],
    },
    {
      why: 'two versions of a code on one day',
      areas: [root, area('a', 'r', '2010-01-01', '2025-07-02'), area('a', 'r', '2025-07-01', null)],
      found: ['areas[2].validFrom'],
    },
    {
      why: 'an unknown parent',
      areas: [root, area('a', 'x', '2010-01-01', null)],
      found: ['areas[1].parent'],
    },
    {
      why: 'a parent that ended before its child',
      areas: [root, area('p', 'r', '2000-01-01', '2020-01-01'), area('a', 'p', '2010-01-01', null)],
      found: ['areas[2].parent'],
    },
    {
      why: 'a parent in two versions that cover the child together',
      areas: [
        root,
        area('p', 'r', '2000-01-01', '2020-01-01'),
        area('p', 'r', '2020-01-01', null),
        area('a', 'p', '2010-01-01', null),
      ],
      found: [],
    },
    {
      why: 'a ring of parents',
      areas: [root, area('a', 'b', '2010-01-01', null), area('b', 'a', '2010-01-01', null)],
      found: ['areas[1].parent', 'areas[2].parent'],
    },
    {
      why: 'a day of no calendar',
      areas: [root, area('a', 'r', '2010-02-30', null)],
      found: ['areas[1].validFrom'],
    },
    {
      why: 'an empty span',
      areas: [root, area('a', 'r', '2010-02-03', '2010-02-03')],
      found: ['areas[1].validTo'],
    },
    {
      why: 'a law’s area that begins later than what it holds',
      areas: [
        root,
        { ...area('a', 'r', '2010-01-01', null), within: 's' },
        area('s', null, '2011-01-01', null),
      ],
      found: ['areas[1].within'],
    },
    { why: 'no root', areas: [area('a', null, '2010-01-01', null)], found: ['areas[0].code'] },
  ])('$why: $found', ({ areas, found }) => {
    expect(faults(areas)).toEqual(found);
  });

  it('wants both ends of an edge of lineage to meet on its day', () => {
    const areas = [root, area('a', 'r', '2010-01-01', '2025-07-01'), area('b', 'r', '2025-07-01', null)];
    expect(faults(areas, [{ from: 'a', to: 'b', extent: 'full', date: '2025-07-01' }])).toEqual([]);
    expect(faults(areas, [{ from: 'a', to: 'b', extent: 'full', date: '2025-07-02' }])).toEqual([
      'lineage[0].from',
      'lineage[0].to',
    ]);
  });

  it('wants an area to go whole one way, or in parts several ways', () => {
    const of = (code: string) => area(code, 'r', '2010-01-01', '2025-07-01');
    const to = (code: string) => area(code, 'r', '2025-07-01', null);
    const areas = [root, of('a'), of('b'), to('x'), to('y')];
    const edge = (from: string, to: string, extent: 'full' | 'part') =>
      ({ from, to, extent, date: '2025-07-01' }) as const;
    expect(faults(areas, [edge('a', 'x', 'full'), edge('b', 'x', 'part'), edge('b', 'y', 'part')])).toEqual(
      [],
    );
    expect(faults(areas, [edge('a', 'x', 'full'), edge('a', 'y', 'part'), edge('b', 'y', 'part')])).toEqual([
      'lineage[0].extent',
      'lineage[2].extent',
    ]);
  });
});
