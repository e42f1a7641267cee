/** A row of a table of law or measure: it holds from the start of a local day on, until a later row takes its place. */
export interface Dated {
  /** `2026-01-01` */
  readonly from: string;
}

/** Vietnam keeps UTC+7 all year. */
const LOCAL = 7 * 3_600_000;

export function localDay(at: number): string {
  return new Date(at + LOCAL).toISOString().slice(0, 10);
}

/** 0 to 23, in which `at` lies. */
export function localHour(at: number): number {
  return new Date(at + LOCAL).getUTCHours();
}

/** The row that holds at an instant; of rows about several subjects, give those of one. */
export function inForce<T extends Dated>(rows: readonly T[], at: number): T | undefined {
  const day = localDay(at);
  let holds: T | undefined;
  for (const row of rows) {
    if (row.from <= day && (!holds || row.from >= holds.from)) holds = row;
  }
  return holds;
}
