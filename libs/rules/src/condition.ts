import { limitOf } from './parse-rule.js';
import { durationMs, type Rule, type Threshold } from './rule.js';

export type ThresholdRule = Exclude<Rule, { on: 'no-data' }>;
export type NoDataRule = Extract<Rule, { on: 'no-data' }>;

/** A threshold rule, ready to be asked. Times in milliseconds. */
export interface Condition {
  readonly limit: number;
  readonly hold: number;
  readonly clearHold: number;
  /** The value is past the limit. */
  begins(value: number): boolean;
  /** The value is past the limit of the end. Between the two limits neither holds. */
  ends(value: number): boolean;
  /** How far past the limit a value is; negative on the good side. */
  excess(value: number): number;
}

export function conditionOf({ when, hold, clear }: ThresholdRule): Condition {
  const limit = limitOf(when);
  const begins = testOf(when);
  return {
    limit,
    hold: hold === undefined ? 0 : durationMs(hold),
    clearHold: clear?.hold === undefined ? 0 : durationMs(clear.hold),
    begins,
    ends: clear ? testOf(clear.when) : (value) => !begins(value),
    excess: 'above' in when ? (value) => value - limit : (value) => limit - value,
  };
}

function testOf(threshold: Threshold): (value: number) => boolean {
  const limit = limitOf(threshold);
  return 'above' in threshold ? (value) => value > limit : (value) => value < limit;
}
