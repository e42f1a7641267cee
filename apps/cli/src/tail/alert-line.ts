import type { AlertView, Priority, Value } from '@toancanh/events';
import type { Context } from '../context.js';

/** Shapes of the four priorities: told apart without colour, and never by colour alone. */
const SHAPES: Readonly<Record<Priority, string>> = { 1: '◆1', 2: '▲2', 3: '■3', 4: '●4' };
const STATES = {
  unacknowledged: 'stateUnacknowledged',
  acknowledged: 'stateAcknowledged',
  returned: 'stateReturned',
  normal: 'stateNormal',
} as const;

type Spoken = Pick<Context, 'say' | 'language'>;

export function alertLine(alert: AlertView, { say, language }: Spoken): string {
  const changed = alert.history.at(-1)?.at ?? alert.raisedAt;
  return [
    changed,
    SHAPES[alert.priority],
    alert.area,
    alert.title[language],
    ...(alert.value === undefined
      ? []
      : [alert.valueName?.[language] ?? measure(alert.value, alert.unit ?? '', language)]),
    say(STATES[alert.state], { who: alert.acknowledgedBy ?? '' }),
    ...(alert.simulated ? [`(${say('simulated')})`] : []),
  ].join('  ');
}

export function valueLine(value: Value, { say, language }: Spoken): string {
  return [
    value.at,
    value.area,
    value.sensor,
    value.metric,
    measure(value.value, value.unit, language),
    ...(value.quality === 'ok'
      ? []
      : [`(${value.quality === 'simulated' ? say('simulated') : value.quality})`]),
  ].join('  ');
}

function measure(value: number, unit: string, language: Context['language']): string {
  const number = value.toLocaleString(language === 'vi' ? 'vi-VN' : 'en-GB', { maximumFractionDigits: 3 });
  return unit ? `${number} ${unit}` : number;
}
