import type { Alert } from '@toancanh/events';
import { type RegionTree, standInFor } from '@toancanh/regions';

/**
 * The area in which an alert counts at `now`: that of its last move, or else its own, as the code meant it then. Where a reform
 * came after that and the alerter has not told yet, the heir of that area: not another one that has its code now.
 */
export function areaOfAlert(alert: Alert, tree: RegionTree, now: number): string {
  const { area, heir = area, movedAt, sensor, since, raisedAt } = alert;
  return standInFor(tree, heir, movedAt ?? (sensor === undefined ? since : raisedAt), now);
}
