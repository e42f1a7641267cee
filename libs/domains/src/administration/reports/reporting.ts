import type { Count } from '../index766/index-of.js';

/** An e-form or e-report that a unit owes for a period, and when it came. */
export interface OwedReport {
  readonly form: string;
  readonly unit: string;
  readonly due: number;
  readonly came?: number;
}

export interface Reporting {
  /** Came, of those that were due. */
  readonly complete: Count;
  /** Came by its date, of those that were due. */
  readonly punctual: Count;
  /** Units that owe most, worst first. */
  readonly owing: readonly { readonly unit: string; readonly reports: number }[];
}

/** What was not due at `until` is not owed, also if it came early. */
export function reportingOf(owed: readonly OwedReport[], until: number): Reporting {
  const due = owed.filter((one) => one.due <= until);
  const owing = new Map<string, number>();
  let came = 0;
  let punctual = 0;
  for (const one of due) {
    if (one.came === undefined || one.came > until) {
      owing.set(one.unit, (owing.get(one.unit) ?? 0) + 1);
      continue;
    }
    came += 1;
    if (one.came <= one.due) punctual += 1;
  }
  return {
    complete: { n: came, d: due.length },
    punctual: { n: punctual, d: due.length },
    owing: [...owing]
      .map(([unit, reports]) => ({ unit, reports }))
      .sort((a, b) => b.reports - a.reports || (a.unit < b.unit ? -1 : 1)),
  };
}
