import { Shape } from '@toancanh/events';
import { FigureDeclaration, faultsOfDeclaration } from '@toancanh/figures';
import { parseRule } from '@toancanh/rules';
import { DOMAINS, domainOfMetric, formulaNamed, metricOf, PACK_FIGURES } from './catalogue.js';

const twice = (names: readonly string[]) => names.filter((name, index) => names.indexOf(name) !== index);

describe.each(DOMAINS.map((domain) => [domain.name, domain] as const))('the pack of %s', (name, domain) => {
  const { metrics, incidents = [], rules = [], feeds = [] } = domain;

  it('names every state of a metric that has states, within its range', () => {
    for (const metric of metrics) {
      const states = Object.keys(metric.states ?? {}).map(Number);
      expect(states.length > 0).toBe(metric.kind === 'state');
      for (const state of states) {
        expect(Number.isInteger(state) && state >= metric.min && state <= metric.max).toBe(true);
      }
    }
  });

  it('has rules that a city could have written, about metrics of its own', () => {
    const known = { domainOf: (metric: string) => domainOfMetric(metric)?.name, isArea: () => true };
    for (const rule of rules) {
      expect(parseRule(JSON.parse(JSON.stringify(rule)), known)).toEqual({ rule });
      expect(rule.domain).toBe(name);
    }
  });

  it('has figures that a city could have written, each with an owner and a source', () => {
    const shape = new Shape(FigureDeclaration);
    const known = {
      isDomain: (domainName: string) => domainName === name,
      isMetric: (metric: string) => metricOf(metric)?.name === metric,
      isFormula: (formula: string) => formulaNamed(formula) !== undefined,
      isArea: (area: string) => area === 'province',
    };
    for (const figure of domain.figures ?? []) {
      expect({ id: figure.id, ok: shape.check(JSON.parse(JSON.stringify(figure))) }).toMatchObject({
        ok: true,
      });
      expect(faultsOfDeclaration(figure, known)).toEqual([]);
      expect(figure.title.vi.normalize('NFC')).toBe(figure.title.vi);
      expect(figure.owner.vi && figure.source.vi).not.toBe('');
    }
    expect(domain.figures?.length).toBeGreaterThan(0);
  });

  it('has feeds of metrics that there are, each once', () => {
    for (const feed of feeds) {
      expect(feed.metrics.filter((metric) => metricOf(metric)?.name !== metric)).toEqual([]);
      expect(twice(feed.metrics)).toEqual([]);
      expect(feed.hours?.length ?? 24).toBe(24);
    }
  });

  it('gives each incident, rule and feed a name of its own', () => {
    const kinds = incidents.map(({ kind }) => kind);
    for (const kind of kinds) expect(kind).toMatch(/^[a-z][a-z0-9_]*$/);
    expect(twice(kinds)).toEqual([]);
    expect(twice(feeds.map((feed) => feed.name))).toEqual([]);
  });
});

it('no two packs have a rule of one id, which a city overrides by', () => {
  expect(twice(DOMAINS.flatMap(({ rules = [] }) => rules.map(({ id }) => id)))).toEqual([]);
});

it('no two packs have a figure of one id, or one that a panel has', () => {
  const panels = DOMAINS.flatMap(({ panel }) => panel.map(({ id }) => id));
  expect(twice([...PACK_FIGURES.map(({ id }) => id), ...panels])).toEqual([]);
});
