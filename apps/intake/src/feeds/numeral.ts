const POINT = /^[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const COMMA = /^[+-]?\d+(?:,\d+)?(?:[eE][+-]?\d+)?$/;

export type Decimal = 'point' | 'comma' | null;

/**
 * The number that a text stands for, by the mark that was declared. A text of another form comes back as it is: with a
 * comma declared, `1.234` may be a thousand or one and a bit, so nobody guesses.
 */
export function numbered(value: unknown, decimal: Decimal): unknown {
  if (decimal === null || typeof value !== 'string') return value;
  const text = value.trim();
  if (!(decimal === 'comma' ? COMMA : POINT).test(text)) return value;
  return Number(text.replace(',', '.'));
}

/** Null is how JSON says that there is no value; where numbers are texts, an empty one says so too. */
export function isAbsent(value: unknown, decimal: Decimal): boolean {
  return value === undefined || value === null || (decimal !== null && value === '');
}
