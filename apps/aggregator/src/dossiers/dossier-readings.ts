import { type DossierCounts, shareOf, type UnitCounts } from '@toancanh/domains';
import type { Reading, Registration } from '@toancanh/events';

/** No gateway of `gateways.yaml` has this name: what it measures is counted here. */
export const COUNTED_BY = 'toancanh';

/** Bytes that may stand in a sensor's name. */
const UNNAMABLE = /[^A-Za-z0-9._:/-]/g;
const LONGEST_NAME = 64;

/** A unit in an area is a sensor that reports the counts of its dossiers. */
export function sensorOf({ unit, area }: UnitCounts): string {
  return `dossiers:${area}:${unit}`.replace(UNNAMABLE, '-').slice(0, LONGEST_NAME);
}

/** The counts as a reading; a share of nothing is left out. */
export function readingOf(one: UnitCounts, at: number, simulated: boolean): Reading {
  return {
    sensor: sensorOf(one),
    gateway: COUNTED_BY,
    at,
    receivedAt: at,
    values: valuesOf(one.counts),
    quality: simulated ? 'simulated' : 'ok',
  };
}

export function registrationOf(one: UnitCounts, at: number, period: number): Registration {
  const id = sensorOf(one);
  const sensor = {
    id,
    gateway: COUNTED_BY,
    domain: 'administration',
    area: one.area,
    metrics: Object.keys(valuesOf({ ...one.counts, total: 1, withFee: 1 })),
    period: period / 1_000,
    name: { vi: one.unit, en: one.unit },
  };
  return { kind: 'sensor', id, at, sensor };
}

function valuesOf(counts: DossierCounts): Record<string, number> {
  const { open, overdue, dueSoon, breaches, total, onTime, unjudged, onlineFull, onlinePart } = counts;
  const shares = {
    on_time_share: shareOf({ n: onTime, d: total - unjudged }),
    online_share: shareOf({ n: onlineFull + onlinePart, d: total }),
    online_payment_share: shareOf({ n: counts.paidOnline, d: counts.withFee }),
  };
  const known = Object.entries(shares).filter((share): share is [string, number] => share[1] !== null);
  return {
    ...{ in_process: open, overdue, due_soon: dueSoon, breaches },
    ...countsOf(counts),
    ...Object.fromEntries(known),
  };
}

/** What shares are made of: an area's are those of its dossiers together, not the mean of its units' shares. */
function countsOf(counts: DossierCounts): Record<string, number> {
  return {
    dossiers_counted: counts.total,
    dossiers_judged: counts.total - counts.unjudged,
    dossiers_on_time: counts.onTime,
    dossiers_online: counts.onlineFull + counts.onlinePart,
    dossiers_with_fee: counts.withFee,
    dossiers_paid_online: counts.paidOnline,
    dossiers_ended: counts.ended,
    dossiers_signed: counts.signedResults,
  };
}
