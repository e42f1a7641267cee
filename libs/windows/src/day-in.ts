/** Making a format costs more than using it a thousand times, so each zone has one. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** Gives the date of an instant in a time zone, as `2025-07-01`. */
export function dayIn(timeZone: string): (at: number) => string {
  let format = formats.get(timeZone);
  if (!format) formats.set(timeZone, (format = formatIn(timeZone)));
  return (at) => format.format(at);
}

function formatIn(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
}
