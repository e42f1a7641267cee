import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_RULES, DOMAINS, floodLevels, floodRules, metricOf } from '@toancanh/domains';
import { parseRule, type Rule } from '@toancanh/rules';
import { parse, stringify } from 'yaml';
import { describeFault } from './fault.js';
import { checkCity, loadCity } from './load-city.js';

const FOLDER = 'cities/binh-duong/rules';
const written = new Map(
  readdirSync(FOLDER).map((file) => {
    const rule = parse(readFileSync(`${FOLDER}/${file}`, 'utf8')) as Rule;
    return [rule.id, rule] as const;
  }),
);
const known = {
  domainOf: (metric: string) => DOMAINS.find((one) => one.metrics.some(({ name }) => name === metric))?.name,
  isArea: () => true,
};

/** Which sensor stands at which gauge, only the city knows. */
const { levels } = floodLevels('thu-dau-mot', Date.parse('2026-11-01T00:00:00Z'))!;
const ofGauges = floodRules(levels, ['bd-wl-0001']);

it.each(ofGauges.map((rule) => [rule.id, rule] as const))('%s is that of Decision 05/2020', (id, rule) => {
  expect(rule).toEqual(written.get(id));
});

const withRules = DOMAINS.filter(({ rules = [] }) => rules.length > 0).map(({ name }) => name);
it('come with four domains at least', () => {
  expect(withRules).toEqual(expect.arrayContaining(['environment', 'traffic', 'health', 'security']));
});

describe.each(withRules)('the default rules of %s', (name) => {
  const { rules = [] } = DOMAINS.find((one) => one.name === name)!;

  it.each(rules.map((rule) => [rule.id, rule] as const))('%s is a rule', (_, rule) => {
    expect(parseRule(rule, known)).toEqual({ rule });
    expect(metricOf(rule.metric)?.name).toBe(rule.metric);
  });

  it('are those of the city folder where it has the same id, and know all that it has', () => {
    const both = rules.filter(({ id }) => written.has(id));
    for (const rule of both) expect(rule).toEqual(written.get(rule.id));
    const ids = [...written.values()]
      .filter(({ domain, id }) => domain === name && !ofGauges.some((rule) => rule.id === id))
      .map(({ id }) => id);
    expect(both.map(({ id }) => id).sort()).toEqual(ids.sort());
  });
});

describe('a city folder', () => {
  let scratch: string;
  beforeAll(() => {
    scratch = mkdtempSync(join(tmpdir(), 'default-rules-'));
  });
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  let copies = 0;
  const folderWith = (rules: Readonly<Record<string, string>>, settings = ''): string => {
    const folder = join(scratch, String(copies++));
    cpSync('cities/binh-duong', folder, { recursive: true });
    for (const [name, text] of Object.entries(rules)) writeFileSync(join(folder, 'rules', name), text);
    appendFileSync(join(folder, 'city.yaml'), settings);
    return folder;
  };
  const cityOf = (folder: string) => {
    const loaded = loadCity(folder);
    if (!('city' in loaded)) throw new Error(loaded.faults.map((one) => describeFault(one)).join('\n'));
    return loaded;
  };
  /** The rules in force of one id, and what is said of the default one. */
  const standing = (folder: string, id: string) => {
    const { city, warnings } = cityOf(folder);
    return {
      rules: city.rules.filter((rule) => rule.id === id && rule.enabled !== false),
      standing: city.defaultRules.find(({ rule }) => rule.id === id)?.standing,
      warnings: warnings.map(({ file, path, value }) => `${file} ${path} ${value}`),
    };
  };
  const CHOLERA = DEFAULT_RULES.get('cholera-case')!;
  const own = (rest: string) =>
    `${stringify({ ...CHOLERA, title: { vi: 'Có nhiều ca tả', en: 'Cases of cholera' } })}${rest}\n`;
  const OFF = 'defaultRules: { off: [cholera-case] }\n';

  it('that says nothing of a default rule has it', () => {
    expect(standing(folderWith({}), 'cholera-case')).toEqual({
      ...{ rules: [CHOLERA], standing: 'in-force', warnings: [] },
    });
  });

  it('with a rule of its id has that one instead', () => {
    const { rules, ...rest } = standing(folderWith({ 'tả.yaml': own('') }), 'cholera-case');
    expect(rules.map(({ title }) => title.en)).toEqual(['Cases of cholera']);
    expect(rest).toEqual({ standing: 'replaced', warnings: [] });
  });

  it.each([
    { why: 'by name', folder: () => folderWith({}, OFF), standing: 'off' },
    {
      why: 'by a rule that is not enabled',
      folder: () => folderWith({ 'tả.yaml': own('enabled: false') }),
      standing: 'replaced',
    },
  ])('does without it $why', ({ folder, standing: expected }) => {
    expect(standing(folder(), 'cholera-case')).toEqual({ rules: [], standing: expected, warnings: [] });
  });

  it('that switches off what its own file replaces is told that the file stands', () => {
    const found = standing(folderWith({ 'tả.yaml': own('') }, OFF), 'cholera-case');
    expect(found.rules).toHaveLength(1);
    expect(found.warnings).toEqual(['city.yaml /defaultRules/off/0 cholera-case']);
  });

  it('that switches off what does not exist has a fault', () => {
    const { faults } = checkCity(folderWith({}, 'defaultRules: { off: [cholera-cases] }\n'));
    expect(faults).toMatchObject([
      { file: 'city.yaml', path: '/defaultRules/off/0', value: 'cholera-cases' },
    ]);
  });
});
