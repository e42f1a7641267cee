/** DATEX II v3.4, SeverityEnum, as this system's 1 (gravest) to 4. */
const SEVERITIES: Readonly<Record<string, 1 | 2 | 3 | 4>> = {
  highest: 1,
  high: 2,
  medium: 3,
  low: 4,
  lowest: 4,
  none: 4,
};

/** Undefined for `unknown` and for words that are none: then the kind's own severity counts. */
export function severityOfDatex(word: string): 1 | 2 | 3 | 4 | undefined {
  return Object.hasOwn(SEVERITIES, word) ? SEVERITIES[word] : undefined;
}
