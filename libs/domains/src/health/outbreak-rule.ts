/** Group of an infectious disease in the Law on prevention and control of infectious diseases 03/2007/QH12, article 3. */
export type DiseaseGroup = 'A' | 'B' | 'C';

export interface Disease {
  readonly id: string;
  readonly vi: string;
  readonly en: string;
  /** Newest last: a disease may change its group. Dates are local, `YYYY-MM-DD`. */
  readonly groups: readonly { readonly from: string; readonly group: DiseaseGroup }[];
}

const LAW = '2008-07-01';

export const DISEASES: readonly Disease[] = [
  disease('dengue', 'Sốt xuất huyết Dengue', 'Dengue', { from: LAW, group: 'B' }),
  disease('hfmd', 'Tay chân miệng', 'Hand, foot and mouth disease', { from: LAW, group: 'B' }),
  disease('measles', 'Sởi', 'Measles', { from: LAW, group: 'B' }),
  // Decision 219/QĐ-BYT of 2020-01-29, then 3896/QĐ-BYT of 2023-10-19.
  disease(
    'covid',
    'COVID-19',
    'COVID-19',
    { from: '2020-01-29', group: 'A' },
    { from: '2023-10-20', group: 'B' },
  ),
  disease('rabies', 'Dại', 'Rabies', { from: LAW, group: 'B' }),
  disease('cholera', 'Tả', 'Cholera', { from: LAW, group: 'A' }),
];

export function groupAt({ groups }: Disease, date: string): DiseaseGroup | undefined {
  return groups.filter(({ from }) => from <= date).at(-1)?.group;
}

/** When the law says that a place has an outbreak, and when it said so. `[from, to)`. */
export interface OutbreakRule {
  readonly basis: string;
  readonly from: string;
  readonly to: string | null;
  /** Years whose same month is the measure for groups B and C. */
  readonly years: number;
  /** Places below that have an outbreak, for the place above to have one. */
  readonly placesBelow: number;
}

/**
 * Decision 02/2016/QĐ-TTg, article 2. It ended with the law on disease prevention 114/2025/QH15 on 2026-07-01; what Decree
 * 165/2026/NĐ-CP puts in its place is not in here, and must be given by who has read it.
 */
export const OUTBREAK_RULES: readonly OutbreakRule[] = [
  { basis: '02/2016/QĐ-TTg', from: '2016-03-15', to: '2026-07-01', years: 3, placesBelow: 2 },
];

export function outbreakRuleAt(
  date: string,
  rules: readonly OutbreakRule[] = OUTBREAK_RULES,
): OutbreakRule | undefined {
  return rules.find(({ from, to }) => from <= date && (to === null || date < to));
}

export interface MonthlyCases {
  /** Confirmed cases of the month so far. */
  readonly cases: number;
  /** The same month of the years before, newest first. */
  readonly sameMonth: readonly number[];
}

/** `unknown` says why: no rule is known for the date, or there are too few years to compare with. */
export type Verdict = 'outbreak' | 'none' | 'unknown';

/** Whether a commune has an outbreak: one case of group A; of the others more, not as many, than the mean of the same month. */
export function communeVerdict(
  rule: OutbreakRule | undefined,
  group: DiseaseGroup | undefined,
  { cases, sameMonth }: MonthlyCases,
): Verdict {
  if (!rule || !group) return 'unknown';
  if (group === 'A') return cases >= 1 ? 'outbreak' : 'none';
  if (sameMonth.length < rule.years) return 'unknown';
  const past = sameMonth.slice(0, rule.years);
  // Sums are whole numbers, so that 15 against 12, 18 and 15 is not decided by rounding.
  return cases * rule.years > past.reduce((sum, count) => sum + count, 0) ? 'outbreak' : 'none';
}

/** A district from its communes, a province from its districts. */
export function verdictAbove(rule: OutbreakRule | undefined, below: readonly Verdict[]): Verdict {
  if (!rule) return 'unknown';
  const count = (verdict: Verdict) => below.filter((one) => one === verdict).length;
  if (count('outbreak') >= rule.placesBelow) return 'outbreak';
  return count('outbreak') + count('unknown') >= rule.placesBelow ? 'unknown' : 'none';
}

/** When linked cases are a spot (ổ dịch) to be treated, and when that is over. Days. */
export interface SpotRule {
  readonly basis: string;
  readonly cases: number;
  readonly within: number;
  readonly overAfter: number;
}

export const SPOT_RULES: Readonly<Record<'dengue' | 'hfmd', SpotRule>> = {
  dengue: { basis: '3711/QĐ-BYT (2014)', cases: 2, within: 7, overAfter: 14 },
  hfmd: { basis: '581/QĐ-BYT (2012)', cases: 2, within: 7, overAfter: 14 },
};

/** `onsets` are the days of linked cases, ascending, as day numbers; `confirmed`: one of them in the laboratory, which is enough for dengue. */
export function spotAt(
  rule: SpotRule,
  onsets: readonly number[],
  day: number,
  confirmed = false,
): 'spot' | 'over' | 'none' {
  let last: number | undefined;
  onsets.forEach((onset, i) => {
    const first = onsets[i - rule.cases + 1];
    const linked = first !== undefined && onset - first < rule.within;
    const goesOn = last !== undefined && onset - last <= rule.overAfter;
    if (onset <= day && (linked || goesOn || confirmed)) last = onset;
  });
  if (last === undefined) return 'none';
  return day - last > rule.overAfter ? 'over' : 'spot';
}

function disease(id: string, vi: string, en: string, ...groups: Disease['groups']): Disease {
  return { id, vi, en, groups };
}
