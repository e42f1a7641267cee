import { type KnownNames, parseRule } from './parse-rule.js';

const known: KnownNames = {
  domainOf: (metric) => ({ pm25: 'environment', speed: 'traffic' })[metric],
  isArea: (code) => ['province', 'thu-dau-mot'].includes(code),
};
const pm25 = {
  id: 'pm25-high',
  version: 1,
  title: { vi: 'Bụi mịn cao', en: 'Fine dust high' },
  domain: 'environment',
  priority: 2,
  metric: 'pm25',
  on: 'reading',
  when: { above: 75 },
};
const faultsOf = (rule: unknown) => {
  const parsed = parseRule(rule, known);
  return 'faults' in parsed ? parsed.faults : [];
};

describe('parseRule', () => {
  it.each([
    { why: 'the least', rule: pm25 },
    {
      why: 'hold and its own end',
      rule: { ...pm25, hold: '5m', clear: { when: { below: 55 }, hold: '10m' } },
    },
    { why: 'an end at the same limit', rule: { ...pm25, clear: { when: { below: 75 } } } },
    {
      why: 'falling',
      rule: {
        ...pm25,
        domain: 'traffic',
        metric: 'speed',
        when: { below: 10 },
        clear: { when: { above: 20 } },
      },
    },
    {
      why: 'windows of areas',
      rule: { ...pm25, on: 'window', of: 'area', statistic: 'p95', areas: ['province'] },
    },
    {
      why: 'windows of some sensors',
      rule: { ...pm25, on: 'window', of: 'sensor', statistic: 'mean', sensors: ['bd-'] },
    },
  ])('takes $why', ({ rule }) => expect(parseRule(rule, known)).toEqual({ rule }));

  it('takes a rule on silence', () => {
    const { when: _, ...rule } = { ...pm25, on: 'no-data', after: '10m' };
    expect(parseRule(rule, known)).toEqual({ rule });
  });

  it.each([
    { why: 'no object', rule: [pm25], path: '' },
    { why: 'no form', rule: { ...pm25, on: undefined }, path: '/on' },
    { why: 'a form of the prototype', rule: { ...pm25, on: 'constructor' }, path: '/on' },
    { why: 'an unknown field', rule: { ...pm25, expression: 'pm25 > 75' }, path: '/expression' },
    { why: 'a missing field', rule: { ...pm25, title: undefined }, path: '/title' },
    { why: 'a threshold without side', rule: { ...pm25, when: { equal: 5 } }, path: '/when' },
    { why: 'a time that is none', rule: { ...pm25, hold: '5 minutes' }, path: '/hold' },
    { why: 'a hold of nothing', rule: { ...pm25, hold: '0s' }, path: '/hold' },
    { why: 'an unknown metric', rule: { ...pm25, metric: 'pm3' }, path: '/metric' },
    { why: 'a metric of another domain', rule: { ...pm25, domain: 'traffic' }, path: '/domain' },
    { why: 'an unknown area', rule: { ...pm25, areas: ['thu-dau-mot', 'atlantis'] }, path: '/areas/1' },
    {
      why: 'an end on the same side',
      rule: { ...pm25, clear: { when: { above: 50 } } },
      path: '/clear/when',
    },
    {
      why: 'an end beyond the beginning',
      rule: { ...pm25, clear: { when: { below: 80 } } },
      path: '/clear/when/below',
    },
    {
      why: 'a falling end beyond',
      rule: { ...pm25, when: { below: 10 }, clear: { when: { above: 9 } } },
      path: '/clear/when/above',
    },
    {
      why: 'sensors of an area’s window',
      rule: { ...pm25, on: 'window', of: 'area', statistic: 'max', sensors: ['a'] },
      path: '/sensors',
    },
  ])('refuses $why at $path, with a cure', ({ rule, path }) => {
    const [fault, ...others] = faultsOf(rule);
    expect(others).toEqual([]);
    expect(fault).toMatchObject({ path, expected: expect.any(String) });
    expect(fault!.cure.vi).not.toBe('');
    expect(fault!.cure.en).not.toBe('');
  });

  it('tells all faults of meaning at once', () => {
    const rule = { ...pm25, metric: 'pm3', areas: ['atlantis'], hold: '0m', clear: { when: { above: 1 } } };
    expect(faultsOf(rule).map(({ path }) => path)).toEqual(['/metric', '/areas/0', '/hold', '/clear/when']);
  });
});
