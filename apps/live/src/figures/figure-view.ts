import { type Figure, toIso } from '@toancanh/events';
import type { FigureDeclaration, KnownEntry, Standing } from '@toancanh/figures';

/** What a figure says of its newest entry, besides the value. */
export interface EnteredValue extends KnownEntry {
  /** Counts what was entered for the same instant. */
  readonly version: number;
}

/** A figure that somebody answers for, as it leaves. */
export function figureView(
  figure: FigureDeclaration,
  area: string,
  standing: Standing,
  more: { readonly simulated: boolean; readonly entered?: EnteredValue | undefined },
): Figure {
  const { id, domain, title, unit, digits, better, period, owner, source, compute } = figure;
  const { value, asOf, target, isOld, trend, forecast } = standing;
  const entry = more.entered?.entry;
  return {
    ...{ id, area, domain, title, value, unit, digits },
    ...(target?.value === undefined
      ? {}
      : { target: { value: target.value, better, from: toIso(target.from) } }),
    asOf: asOf === null ? null : toIso(asOf),
    simulated: more.simulated,
    how: compute ? 'windows' : 'entered',
    ...{ better, period },
    owner: entry?.owner === undefined ? owner : { vi: entry.owner, en: entry.owner },
    source: entry?.source === undefined ? source : { vi: entry.source, en: entry.source },
    old: isOld,
    trend: {
      ...trend,
      before: trend.before && { value: trend.before.value, asOf: toIso(trend.before.at) },
    },
    forecast: forecast && { what: forecast.what, at: toIso(forecast.at) },
    ...(entry?.rank === undefined ? {} : { rank: entry.rank }),
    ...(entry?.of === undefined ? {} : { rankOf: entry.of }),
    ...(target?.rank === undefined ? {} : { targetRank: target.rank }),
    ...(more.entered ? { entry: entryOf(more.entered) } : {}),
  };
}

function entryOf({ entry, knownAt, version }: EnteredValue): NonNullable<Figure['entry']> {
  const { id, by, note } = entry;
  return { id, by, at: toIso(knownAt), version, ...(note === undefined ? {} : { note }) };
}
