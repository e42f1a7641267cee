import { metricOf, stateName } from '@toancanh/domains';
import type { AlertView } from '@toancanh/events';
import { formatNumber } from './format.js';

/** A value as people read it: `182,5 µg/m³`, and of a state its name, `hỏng`. */
export function measuredText(name: string, value: number, unit?: string): string {
  const state = stateName(name, value);
  if (state) return state.vi;
  const metric = metricOf(name);
  const shown = unit ?? metric?.unit ?? '';
  return `${formatNumber(value, metric?.digits ?? 1)}${shown === '' ? '' : ` ${shown}`}`;
}

/** The worst value of an alert; empty for silence. The name that came with it counts: the city may know states that this page does not. */
export function alertValue({ metric, value, valueName, unit }: AlertView): string {
  if (value === undefined) return '';
  return valueName?.vi.normalize('NFC') ?? measuredText(metric, value, unit);
}
