/** How instants are sent: `unit` for numbers, also as text; `offset` for texts that name no zone. */
export interface Timing {
  readonly unit?: 'ms' | 's';
  readonly offset?: string;
}

const NUMERAL = /^\d+(?:\.\d+)?$/;
const WITHOUT_ZONE = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)$/;

/** The instant in one of the forms that a reading may have; what has another form comes back as it is, for the screen to refuse. */
export function timed(value: unknown, { unit, offset }: Timing): unknown {
  if (unit !== undefined) {
    const count = typeof value === 'string' && NUMERAL.test(value) ? Number(value) : value;
    if (typeof count === 'number') return unit === 's' ? Math.round(count * 1_000) : count;
  }
  if (offset !== undefined && typeof value === 'string') {
    const [, day, time] = WITHOUT_ZONE.exec(value) ?? [];
    if (day !== undefined && time !== undefined) return `${day}T${time}${offset}`;
  }
  return value;
}
