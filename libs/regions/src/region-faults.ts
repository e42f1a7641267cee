import type { Area, Lineage } from '@toancanh/events';
import type { RegionData } from './region-tree.js';

/** What is wrong with the dated tree, and in which of its areas or edges. */
export interface RegionFault {
  readonly of: 'areas' | 'lineage';
  readonly index: number;
  readonly field: string;
  readonly value: string;
  readonly expected: string;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Dates of the form yyyy-mm-dd compare as text. */
export function faultsOfRegions({ areas, lineage, root }: Omit<RegionData, 'timeZone'>): RegionFault[] {
  const faults: RegionFault[] = [];
  const byCode = new Map<string, { area: Area; index: number }[]>();
  areas.forEach((area, index) => {
    const fault = (field: string, value: string, expected: string) =>
      faults.push({ of: 'areas', index, field, value, expected });
    for (const field of ['validFrom', 'validTo'] as const) {
      const day = area[field];
      if (day !== null && !isDay(day)) fault(field, day, 'a day of the calendar, as in 2025-07-01');
    }
    if (area.validTo !== null && area.validTo <= area.validFrom) {
      fault('validTo', area.validTo, `a day after validFrom ${area.validFrom}; the span is half-open`);
    }
    const versions = byCode.get(area.code) ?? [];
    if (versions.some((other) => overlap(other.area, area))) {
      fault('validFrom', area.validFrom, `versions of ${area.code} that do not overlap in time`);
    }
    byCode.set(area.code, [...versions, { area, index }]);
  });
  const coveredBy = (code: string, area: Area) =>
    covers(
      (byCode.get(code) ?? []).map((version) => version.area),
      area,
    );
  const whole = 'the code of an area that is in force whenever this one is';
  areas.forEach((area, index) => {
    if (area.within !== undefined && !coveredBy(area.within, area)) {
      faults.push({ of: 'areas', index, field: 'within', value: area.within, expected: whole });
    }
    if (area.parent === null) return;
    if (!coveredBy(area.parent, area)) {
      faults.push({ of: 'areas', index, field: 'parent', value: area.parent, expected: whole });
    } else if (isOwnAncestor(area, byCode)) {
      const expected = 'a parent that is not below this area itself';
      faults.push({ of: 'areas', index, field: 'parent', value: area.parent, expected });
    }
  });
  lineage.forEach((edge, index) => {
    for (const [field, code, ends] of [
      ['from', edge.from, ({ validTo }: Area) => validTo === edge.date],
      ['to', edge.to, ({ validFrom }: Area) => validFrom === edge.date],
    ] as const) {
      if (byCode.get(code)?.some(({ area }) => ends(area))) continue;
      const expected =
        field === 'from'
          ? `the code of an area whose validTo is ${edge.date}`
          : `the code of an area whose validFrom is ${edge.date}`;
      faults.push({ of: 'lineage', index, field, value: code, expected });
    }
  });
  faults.push(...faultsOfExtents(lineage));
  if (!byCode.has(root)) {
    const expected = 'an area with the code of the root';
    faults.push({ of: 'areas', index: 0, field: 'code', value: root, expected });
  }
  return faults;
}

/** All of an area goes one way only, and a part is never all there is. */
function* faultsOfExtents(lineage: RegionData['lineage']): Generator<RegionFault> {
  const ways = new Map<string, number>();
  const keyOf = ({ from, date }: Lineage) => `${from}\n${date}`;
  for (const edge of lineage) ways.set(keyOf(edge), (ways.get(keyOf(edge)) ?? 0) + 1);
  for (const [index, edge] of lineage.entries()) {
    if ((edge.extent === 'full') === (ways.get(keyOf(edge)) === 1)) continue;
    const expected =
      edge.extent === 'full' ? 'part: there are other edges from it' : 'full, or the other parts';
    yield { of: 'lineage', index, field: 'extent', value: edge.extent, expected };
  }
}

function isDay(text: string): boolean {
  const at = DAY.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

function overlap(a: Area, b: Area): boolean {
  return (a.validTo ?? '9999-99-99') > b.validFrom && (b.validTo ?? '9999-99-99') > a.validFrom;
}

/** Whether the parents' versions, laid end to end, span the whole of the child's time. */
function covers(parents: readonly Area[], child: Area): boolean {
  let reached = child.validFrom;
  for (const parent of [...parents].sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1))) {
    if (parent.validFrom > reached) return false;
    if (parent.validTo === null) return true;
    if (parent.validTo > reached) reached = parent.validTo;
  }
  return child.validTo !== null && reached >= child.validTo;
}

function isOwnAncestor(area: Area, byCode: ReadonlyMap<string, readonly { area: Area }[]>): boolean {
  const seen = new Set<string>();
  const up = [area];
  for (let at = up.pop(); at; at = up.pop()) {
    if (at.parent === area.code) return true;
    if (at.parent === null || seen.has(at.parent)) continue;
    seen.add(at.parent);
    const child = at;
    up.push(...(byCode.get(at.parent) ?? []).map((version) => version.area).filter((a) => overlap(a, child)));
  }
  return false;
}
