import type { Bilingual } from '@toancanh/events';
import { metricOf } from './catalogue.js';

/** What people call a value of a state; undefined for other metrics, and for what lies between states, such as a mean. */
export function stateName(metric: string, value: number): Bilingual | undefined {
  return metricOf(metric)?.states?.[value];
}
