import { toMillis } from '@toancanh/events';

/** Epoch ms of a text or number that has the form of an instant; NaN for a day that no calendar has, such as 31 February. */
export function millisOf(instant: number | string): number {
  if (typeof instant === 'string' && !isDay(instant)) return NaN;
  return toMillis(instant);
}

/** `Date.parse` lets days up to 31 overflow into the next month. */
function isDay(iso: string): boolean {
  const day = Number(iso.slice(8, 10));
  if (day <= 28) return true;
  return day <= new Date(Date.UTC(Number(iso.slice(0, 4)), Number(iso.slice(5, 7)), 0)).getUTCDate();
}
