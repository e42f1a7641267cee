import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PACK_FIGURES } from '@toancanh/domains';
import { RegionTree } from '@toancanh/regions';
import { Findings } from './fault.js';
import { readFigures } from './figures-yaml.js';

const AREAS = new RegionTree({
  areas: ['root', 'north'].map((code) => ({
    ...{
      code,
      scheme: 'centre' as const,
      name: code,
      kind: 'centre',
      validFrom: '2025-07-01',
      validTo: null,
    },
    parent: code === 'root' ? null : 'root',
  })),
  lineage: [],
  root: 'root',
  timeZone: 'Asia/Ho_Chi_Minh',
});
const OWN = `figures:
  - id: trees
    domain: environment
    title: { vi: Cây xanh, en: Trees }
    unit: cây
    digits: 0
    better: higher
    period: month
    owner: { vi: Ban, en: Board }
    source: { vi: Kế hoạch, en: Plan }
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'figures-yaml-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const read = (text: string | null) => {
  if (text !== null) writeFileSync(join(folder, 'figures.yaml'), text);
  const findings = new Findings();
  const figures = new Map(readFigures(folder, AREAS, findings).map((figure) => [figure.id, figure]));
  const faults = findings.faults.map(({ line, path, value }) => `${line} ${path} ${value}`);
  return { figures, faults, cures: findings.faults.map(({ cure }) => cure) };
};

describe('figures.yaml', () => {
  it('may be missing: the figures are then those of the domains, by the codes of this city', () => {
    const { figures, faults } = read(null);
    expect(faults).toEqual([]);
    expect(figures.size).toBe(PACK_FIGURES.length);
    expect(figures.get('par')?.areas).toEqual(['root']);
  });

  it('adds figures, and does without some', () => {
    const { figures, faults } = read(`${OWN}without: [par]\n`);
    expect(faults).toEqual([]);
    expect(figures.get('trees')).toMatchObject({ unit: 'cây', period: 'month' });
    expect(figures.has('par')).toBe(false);
  });

  it('aims at something of its own, in place of what the domain aims at', () => {
    const { figures, faults } = read(`targets:
  - { figure: par, from: '2026-01-01', rank: 5 }
  - { figure: par, from: '2027-01-01', rank: 3, areas: [province] }
  - { figure: dossiers-on-time, from: '2026-01-01', value: 98 }
`);
    expect(faults).toEqual([]);
    expect(figures.get('par')?.targets).toEqual([
      { from: '2026-01-01', rank: 5 },
      { from: '2027-01-01', rank: 3, areas: ['root'] },
    ]);
    expect(figures.get('dossiers-on-time')?.targets).toHaveLength(1);
  });

  it('gives values that are known', () => {
    const { figures } = read(`values: [{ figure: par, area: province, value: 87, asOf: '2025-12-31' }]\n`);
    expect(figures.get('par')?.values).toEqual([{ area: 'root', value: 87, asOf: '2025-12-31' }]);
  });

  it.each([
    {
      text: OWN.replace('better: higher', 'better: more'),
      fault: '7 /figures/0/better more',
      why: 'a word of its own',
    },
    { text: OWN.replace('    unit: cây\n', ''), fault: '2 /figures/0/unit', why: 'a field that is missing' },
    {
      text: OWN.replace('environment', 'parks'),
      fault: '3 /figures/0/domain parks',
      why: 'a domain that is none',
    },
    {
      text: `${OWN}    compute: { span: 1d, of: { metric: trees, stat: sum } }\n`,
      fault: '11 /figures/0/compute/of/metric trees',
      why: 'a metric that is none',
    },
    {
      text: `${OWN}    compute: { span: 1d, of: { metric: dengue_week, stat: sum } }\n`,
      fault: '11 /figures/0/compute/of/metric dengue_week',
      why: 'counts so small that they are hidden',
    },
    {
      text: `${OWN}    compute: { span: 1d, formula: magic }\n`,
      fault: '11 /figures/0/compute/formula magic',
      why: 'a formula that nobody has',
    },
    {
      text: `${OWN}    compute: { span: 1d, of: { metric: pm25, stat: mean }, last: 30 }\n`,
      fault: '11 /figures/0/compute {"span":"1d","of":{"metric":"pm25","stat":"mean"},"last":30}',
      why: 'a number of days without a limit',
    },
    { text: `${OWN}    areas: [south]\n`, fault: '11 /figures/0/areas/0 south', why: 'an area that is none' },
    {
      text: `targets:\n  - { figure: par, from: '2026-02-30', rank: 5 }\n`,
      fault: '2 /targets/0/from 2026-02-30',
      why: 'a day that does not exist',
    },
    {
      text: `targets:\n  - { figure: digitised, from: '2026-01-01', value: 80 }\n  - { figure: digitised, from: '2027-01-01', value: 180 }\n`,
      fault: '3 /targets/1/value 180',
      why: 'more than can be',
    },
    {
      text: `targets:\n  - { figure: par, from: '2026-01-01' }\n`,
      fault: '2 /targets/0 {"from":"2026-01-01"}',
      why: 'a target of nothing',
    },
    {
      text: `targets:\n  - { figure: par, from: '2026-01-01', rank: 5 }\n  - { figure: par, from: '2026-01-01', rank: 6 }\n`,
      fault: '3 /targets/1/from 2026-01-01',
      why: 'two targets of one day',
    },
    {
      text: `targets:\n  - { figure: pars, from: '2026-01-01', rank: 5 }\n`,
      fault: '2 /targets/0/figure pars',
      why: 'a target of no figure',
    },
    {
      text: `values:\n  - { figure: digitised, area: root, value: 8, asOf: '2026-01-01' }\n`,
      fault: '2 /values 1',
      why: 'a value of what is computed',
    },
    { text: 'without: [nothing]\n', fault: '1 /without/0 nothing', why: 'to do without what is not there' },
    { text: OWN + OWN.replace('figures:\n', ''), fault: '11 /figures/1/id trees', why: 'two of one id' },
  ])('finds $why: $fault', ({ text, fault }) => {
    const { faults, cures } = read(text);
    expect(faults.map((found) => found.trimEnd())).toEqual([fault]);
    expect(cures.every(({ vi, en }) => vi !== '' && en !== '')).toBe(true);
  });
});
