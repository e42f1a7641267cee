/** A number as SQL text; bounds beyond what is exact become the furthest that is. */
export function sqlInteger(value: number): string {
  if (Number.isNaN(value)) throw new RangeError('not a number in a query');
  const whole = Math.ceil(value);
  return String(Math.min(Number.MAX_SAFE_INTEGER, Math.max(Number.MIN_SAFE_INTEGER, whole)));
}
