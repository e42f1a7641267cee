import { readdirSync, readFileSync } from 'node:fs';
import { DOMAINS, floodLevels, floodRules, metricOf } from '@toancanh/domains';
import { parseRule, type Rule } from '@toancanh/rules';
import { parse } from 'yaml';

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

describe.each(['environment', 'traffic', 'health', 'security'])('the default rules of %s', (name) => {
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
