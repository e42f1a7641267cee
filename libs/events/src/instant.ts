import { Type } from '@sinclair/typebox';

/** ISO 8601 with a zone, or epoch milliseconds. Both are accepted on input; see `toMillis`. */
export const Instant = Type.Union([
  Type.Number({ minimum: 0, maximum: 8.64e15, multipleOf: 1 }),
  Type.String({
    minLength: 17,
    maxLength: 35,
    pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?(Z|[+-]\\d{2}:?\\d{2})$',
  }),
]);

/**
 * Epoch milliseconds of an instant that matched `Instant`; NaN for a month 13 or an hour 25. A day that its month does
 * not have rolls over into the next month, as `Date.parse` has it; intake refuses those before.
 */
export function toMillis(instant: number | string): number {
  return typeof instant === 'number' ? instant : Date.parse(instant);
}

/** The form we emit on HTTP and Socket.IO: ISO 8601 UTC with milliseconds. */
export function toIso(millis: number): string {
  return new Date(millis).toISOString();
}
