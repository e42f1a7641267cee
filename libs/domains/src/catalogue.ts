import type { Rule } from '@toancanh/rules';
import type { FigureDeclaration, Formula } from '@toancanh/figures';
import type { Domain, IncidentKind, Metric } from './domain.js';
import * as packs from './packs.js';

/** Every domain, in the order of the wall's panels. */
export const DOMAINS: readonly Domain[] = Object.values<Domain>(packs).sort(
  (a, b) => a.order - b.order || (a.name < b.name ? -1 : 1),
);

const metrics = new Map<string, Metric>();
const domains = new Map<string, Domain>();
for (const domain of DOMAINS) {
  for (const metric of domain.metrics) {
    for (const name of [metric.name, ...(metric.aliases ?? [])]) {
      if (metrics.has(name)) throw new Error(`the metric name ${name} is taken twice`);
      metrics.set(name, metric);
      domains.set(name, domain);
    }
  }
}

const rules = new Map<string, Rule>();
for (const rule of DOMAINS.flatMap((domain) => domain.rules ?? [])) {
  if (rules.has(rule.id)) throw new Error(`the default rule ${rule.id} is there twice`);
  rules.set(rule.id, rule);
}

/** The default rules of all domains, by id. In force unless the city folder says otherwise. */
export const DEFAULT_RULES: ReadonlyMap<string, Rule> = rules;

const incidents = new Map<string, IncidentKind & { readonly domain: string }>();
for (const { name, incidents: kinds = [] } of DOMAINS) {
  for (const kind of kinds) {
    if (!incidents.has(kind.kind)) incidents.set(kind.kind, { ...kind, domain: name });
  }
}

/** What is known of a kind of incident; undefined for one that no domain has. Where two have it, it is the first one's. */
export function incidentOf(kind: string): (IncidentKind & { readonly domain: string }) | undefined {
  return incidents.get(kind);
}

export function incidentKinds(): readonly string[] {
  return [...incidents.keys()];
}

/** By its name or an alias. */
export function metricOf(name: string): Metric | undefined {
  return metrics.get(name);
}

/** Whether single values of a metric, by its name or an alias, must not leave. */
export function isSensitive(metric: string): boolean {
  return metrics.get(metric)?.sensitive === true;
}

/** Every name under which a sensitive metric may be sent. */
export const SENSITIVE_NAMES: readonly string[] = [...metrics].flatMap(([name, { sensitive }]) =>
  sensitive ? [name] : [],
);

/** The domain of a metric, by the metric's name or an alias. */
export function domainOfMetric(metric: string): Domain | undefined {
  return domains.get(metric);
}

/** Every name under which a metric may be sent, own names first within a domain; for telling people what exists. */
export function metricNames(): readonly string[] {
  return DOMAINS.flatMap(({ metrics: all }) => all.map(({ name }) => name));
}

/** The figures that every city has unless it says otherwise, in the order of the domains. */
export const PACK_FIGURES: readonly FigureDeclaration[] = DOMAINS.flatMap(({ figures = [] }) => figures);

const formulas = new Map<string, Formula>(
  DOMAINS.flatMap(({ formulas: all = [] }) => all.map((formula) => [formula.name, formula] as const)),
);

export function formulaNamed(name: string): Formula | undefined {
  return formulas.get(name);
}
