import { floodLevels } from './flood-levels.js';

const BEFORE = '2019-09-30T00:00:00Z';
const NOW = '2025-11-05T00:00:00Z';

describe('floodLevels', () => {
  it.each([
    {
      gauge: 'thu-dau-mot',
      at: NOW,
      levels: [1.4, 1.5, 1.6],
      weak: [1, 2],
      source: 'Decision 05/2020; Người Lao Động 2025-11-05: 1.87 m is BĐ3 + 0.27',
    },
    {
      gauge: 'phu-an',
      at: NOW,
      levels: [1.4, 1.5, 1.6],
      weak: [1],
      source: 'Decision 05/2020; Người Lao Động 2025-09-04: 1.5 to 1.58 m is BĐ2 to BĐ3',
    },
    { gauge: 'nha-be', at: NOW, levels: [1.4, 1.5, 1.6], weak: [1], source: 'Decision 05/2020' },
    { gauge: 'bien-hoa', at: NOW, levels: [1.8, 2, 2.2], weak: [3], source: 'Decision 05/2020' },
    { gauge: 'ta-lai', at: NOW, levels: [112, 112.5, 113], weak: [], source: 'Decision 05/2020' },
    { gauge: 'phu-hiep', at: NOW, levels: [104.5, 105.5, 106.5], weak: [2, 3], source: 'Decision 05/2020' },
    {
      gauge: 'thu-dau-mot',
      at: BEFORE,
      levels: [null, null, 1.3],
      weak: [],
      source: 'Decision 632/2010; Công an Nhân dân: 1.33 m is BĐ3 + 0.03',
    },
    {
      gauge: 'phu-an',
      at: BEFORE,
      levels: [1.3, 1.4, 1.5],
      weak: [],
      source: 'Decision 632/2010; Công an Nhân dân: 1.42 m is BĐ2 + 0.02',
    },
    { gauge: 'bien-hoa', at: BEFORE, levels: [null, 1.8, null], weak: [], source: 'Decision 632/2010' },
  ])('$gauge at $at: $levels, after $source', ({ gauge, at, levels, weak }) => {
    expect(floodLevels(gauge, Date.parse(at))).toMatchObject({ levels, weak });
  });

  it.each([
    { at: '2020-03-19T16:59:59.999Z', bd3: 1.3, why: 'the day before' },
    {
      at: '2020-03-19T17:00:00.000Z',
      bd3: 1.6,
      why: 'Decision 05/2020 is in force from 2020-03-20 on, in Vietnam',
    },
  ])('Thủ Dầu Một has BĐ3 at $bd3 m at $at: $why', ({ at, bd3 }) => {
    expect(floodLevels('thu-dau-mot', Date.parse(at))?.levels[2]).toBe(bd3);
  });

  it('knows no other gauge, and no time before', () => {
    expect(floodLevels('elsewhere', Date.parse(NOW))).toBeUndefined();
    expect(floodLevels('nha-be', Date.parse(BEFORE))).toBeUndefined();
  });
});
