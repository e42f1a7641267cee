import type { Bilingual } from '@toancanh/events';
import { type Component, COMPONENTS, type GroupCode, GROUPS } from './components.js';

export interface Count {
  readonly n: number;
  readonly d: number;
}

/** Of a unit or an area in a period: what its components were, and what follows. */
export interface Index766 {
  readonly total: number;
  readonly groups: Readonly<Record<GroupCode, number>>;
  readonly points: readonly {
    readonly code: string;
    readonly points: number;
    readonly ratio: number | null;
  }[];
  /** Components that nobody reported; they are worth nothing, and the total says less for each. */
  readonly missing: readonly string[];
}

/** Points of a component, not rounded. */
export function pointsOf({ max, full, whenNone }: Component, { n, d }: Count): number {
  if (d === 0) return whenNone === 'full' ? max : 0;
  return Math.min(max, (max * n) / d / full);
}

export function indexOf(counts: Readonly<Record<string, Count>>): Index766 {
  const groups = Object.fromEntries(GROUPS.map(({ code }) => [code, 0])) as Record<GroupCode, number>;
  const missing: string[] = [];
  const points = COMPONENTS.map((component) => {
    const { code, group } = component;
    const count = counts[code];
    if (!count) missing.push(code);
    const worth = count ? pointsOf(component, count) : 0;
    groups[group] += worth;
    return { code, points: hundredths(worth), ratio: count && count.d > 0 ? count.n / count.d : null };
  });
  const total = Object.values(groups).reduce((sum, worth) => sum + worth, 0);
  for (const { code } of GROUPS) groups[code] = hundredths(groups[code]);
  return { total: hundredths(total), groups, points, missing };
}

/** A share in percent with two decimals; null where there is nothing to share. */
export function shareOf({ n, d }: Count): number | null {
  return d === 0 ? null : hundredths((100 * n) / d);
}

/** 3.3: accepted online over all accepted, times the share of dossiers that reached the portal. */
export function onlineRate(online: Count, synchronised: Count): number | null {
  const share = online.d === 0 || synchronised.d === 0 ? undefined : online.n / online.d;
  return share === undefined ? null : hundredths((100 * share * synchronised.n) / synchronised.d);
}

/** 3.6: paid online over the dossiers of procedures that have a fee, less those whose every listed fee is 0. */
export function onlinePaymentRate(paid: number, withFee: number, allFree: number): number | null {
  return shareOf({ n: paid, d: withFee - allFree });
}

/** 5.4: all that is not overdue and without petition or dislike, in percent. */
export function satisfactionRate(overdue: Count, disliked: Count): number | null {
  if (overdue.d === 0 || disliked.d === 0) return null;
  return hundredths(Math.max(0, 100 * (1 - overdue.n / overdue.d - disliked.n / disliked.d)));
}

export interface IndexClass {
  /** Points from which on it is this class. */
  readonly from: number;
  readonly title: Bilingual;
}

/** The portal's classes, best first; a city may give its own. */
export const CLASSES: readonly IndexClass[] = [
  { from: 90, title: { vi: 'Xuất sắc', en: 'Excellent' } },
  { from: 80, title: { vi: 'Tốt', en: 'Good' } },
  { from: 70, title: { vi: 'Khá', en: 'Fair' } },
  { from: 50, title: { vi: 'Trung bình', en: 'Average' } },
  { from: 0, title: { vi: 'Yếu', en: 'Weak' } },
];

export function classOf(total: number, classes: readonly IndexClass[] = CLASSES): IndexClass {
  return classes.find(({ from }) => total >= from) ?? classes.at(-1)!;
}

/** Best first, equal totals share a rank. */
export function ranked<T extends { readonly total: number }>(
  all: readonly T[],
): (T & { readonly rank: number })[] {
  const ordered = [...all].sort((a, b) => b.total - a.total);
  return ordered.map((one) => ({ ...one, rank: ordered.findIndex(({ total }) => total === one.total) + 1 }));
}

function hundredths(value: number): number {
  // A sum such as 5.499999999999999 is 5.5 to whoever reads it.
  return Math.round(Number((value * 100).toFixed(6))) / 100;
}
