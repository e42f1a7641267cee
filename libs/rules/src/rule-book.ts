import type { NoDataRule, ThresholdRule } from './condition.js';
import type { Rule } from './rule.js';

type ReadingRule = Extract<Rule, { on: 'reading' }>;
type WindowRule = Extract<Rule, { on: 'window' }>;

/** The rules in force, by what they look at and by metric, so that a value meets only those that may concern it. */
export class RuleBook {
  readonly readings = new Map<string, ReadingRule[]>();
  readonly sensorWindows = new Map<string, WindowRule[]>();
  readonly areaWindows = new Map<string, WindowRule[]>();
  readonly silences = new Map<string, NoDataRule[]>();
  readonly #byId = new Map<string, Rule>();

  constructor(rules: Iterable<Rule>) {
    for (const rule of rules) {
      if (rule.enabled === false) continue;
      this.#byId.set(rule.id, rule);
      if (rule.on === 'reading') enter(this.readings, rule);
      else if (rule.on === 'no-data') enter(this.silences, rule);
      else enter(rule.of === 'sensor' ? this.sensorWindows : this.areaWindows, rule);
    }
  }

  get(id: string): Rule | undefined {
    return this.#byId.get(id);
  }
}

/** Whether a rule is about this target; `path` is its area and those above it. */
export function concerns(rule: Rule, path: readonly string[], sensor?: string): boolean {
  if (rule.areas && !rule.areas.some((area) => path.includes(area))) return false;
  return !rule.sensors || (sensor !== undefined && rule.sensors.some((prefix) => sensor.startsWith(prefix)));
}

export function isThreshold(rule: Rule): rule is ThresholdRule {
  return rule.on !== 'no-data';
}

function enter<R extends Rule>(shelf: Map<string, R[]>, rule: R): void {
  const beside = shelf.get(rule.metric);
  if (beside) beside.push(rule);
  else shelf.set(rule.metric, [rule]);
}
