import type { AlertView, Priority } from '@toancanh/events';

/** What a list of so many lines shows: alerts in order, then one line for each priority that did not fit whole. */
export interface AlertRows {
  readonly shown: readonly AlertView[];
  readonly folded: readonly { readonly priority: Priority; readonly count: number }[];
}

/** Lines of one alert (two, and air below), and of one "+N". */
export const ALERT_LINES = 2.3;
export const FOLD_LINES = 1.2;

/** Over, nobody need act: kept in grey for a while so that nobody wonders where it went. */
export function isAfterImage(alert: AlertView): boolean {
  return alert.state === 'normal';
}

const isUnseen = (alert: AlertView): boolean =>
  alert.state === 'unacknowledged' || alert.state === 'returned';

/**
 * Priority, then unacknowledged, then the youngest; after-images last (the picture lets go of them by itself); equal
 * ones by id, so that no two walls differ.
 */
export function orderAlerts(alerts: Iterable<AlertView>): AlertView[] {
  return [...alerts].sort(
    (a, b) =>
      Number(isAfterImage(a)) - Number(isAfterImage(b)) ||
      a.priority - b.priority ||
      Number(isUnseen(b)) - Number(isUnseen(a)) ||
      compareText(b.raisedAt, a.raisedAt) ||
      compareText(a.id, b.id),
  );
}

/** Instants in one ISO form compare as text, which spares parsing them thousands of times in a flood. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The most alerts that fit, in order; an alert that does not fit is always counted. After-images only fill what is left. */
export function rowsOf(ordered: readonly AlertView[], lines: number): AlertRows {
  const open = ordered.filter((alert) => !isAfterImage(alert));
  const most = Math.min(open.length, Math.floor(lines / ALERT_LINES));
  for (let shown = most; shown >= 0; shown--) {
    const folded = foldedBy(open.slice(shown));
    const used = shown * ALERT_LINES + folded.length * FOLD_LINES;
    if (used > lines && shown > 0) continue;
    const spare = Math.max(0, Math.floor((lines - used) / ALERT_LINES));
    return { shown: [...open.slice(0, shown), ...ordered.slice(open.length, open.length + spare)], folded };
  }
  return { shown: [], folded: [] };
}

function foldedBy(rest: readonly AlertView[]): { priority: Priority; count: number }[] {
  const counts = new Map<Priority, number>();
  for (const { priority } of rest) counts.set(priority, (counts.get(priority) ?? 0) + 1);
  return [...counts]
    .map(([priority, count]) => ({ priority, count }))
    .sort((a, b) => a.priority - b.priority);
}

/** Open alerts by priority, for the headings. */
export function countsByPriority(ordered: readonly AlertView[]): readonly [number, number, number, number] {
  const counts: [number, number, number, number] = [0, 0, 0, 0];
  for (const alert of ordered) if (!isAfterImage(alert)) counts[alert.priority - 1]! += 1;
  return counts;
}

/** How the symbol of an alert is drawn in this second. */
export type SymbolLook = 'filled' | 'outline' | 'dim' | 'grey';

/**
 * Unacknowledged: filled and outline change each second. Over but not looked at: outline, slowly. With more than ten
 * unacknowledged only priority 1 blinks, or the wall would flicker. `second` is the data's clock: a wall without data stands still.
 */
export function lookOf(alert: AlertView, second: number, unseen: number, hatched: boolean): SymbolLook {
  if (isAfterImage(alert)) return 'grey';
  if (hatched) return 'outline';
  const blinks = unseen <= 10 || alert.priority === 1;
  if (alert.state === 'returned') return blinks && Math.floor(second / 2) % 2 === 1 ? 'dim' : 'outline';
  if (alert.state === 'unacknowledged') return blinks && second % 2 === 1 ? 'outline' : 'filled';
  return 'filled';
}

export function unseenCount(ordered: readonly AlertView[]): number {
  return ordered.filter(isUnseen).length;
}
