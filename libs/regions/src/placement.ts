import type { Area, Sensor } from '@toancanh/events';
import { dayStart } from './day.js';
import type { RegionTree } from './region-tree.js';
import { restate } from './restate.js';

/** The area of a sensor at a time for which nobody knows where it was: no path leads from it. */
export const NOWHERE = '';

/** Which unit holds a point, by the boundaries there are; undefined outside of all of them. */
export type UnitAt = (lon: number, lat: number) => string | undefined;

/**
 * A sensor's row, cut where its area ended: from there on it is in the area that all of its own went into, else in the unit that
 * holds its point, which is exact where a label is not. Without either the last part is missing. A row without `from` means
 * the area that its code names now, or when the row ended.
 */
export function placementsOf(
  sensor: Sensor,
  tree: RegionTree,
  unitAt: UnitAt,
  now: number,
): readonly Sensor[] {
  const to = sensor.to === undefined ? Infinity : dayStart(sensor.to, tree.timeZone);
  const anchor = sensor.from === undefined ? Math.min(now, to - 1) : dayStart(sensor.from, tree.timeZone);
  const parts: Sensor[] = [];
  let rest: Sensor = sensor;
  for (let area = tree.at(sensor.area, anchor); area; area = heirOf(area, sensor, tree, unitAt)) {
    const life = tree.lifeOf(area);
    rest = { ...rest, area: area.code };
    if (life.to >= to || area.validTo === null) return [...parts, rest];
    parts.push({ ...rest, to: area.validTo });
    rest = { ...rest, from: area.validTo };
  }
  return parts;
}

/** Where a sensor of an area that ended is from then on: in what all of the area went into, or where its point lies. */
function heirOf(area: Area, { lon, lat }: Sensor, tree: RegionTree, unitAt: UnitAt): Area | undefined {
  const { to } = tree.lifeOf(area);
  const edges = tree.edgesFrom(area);
  if (edges.length === 1 && edges[0]!.extent === 'full' && !edges[0]!.to.beyond) return edges[0]!.to;
  const same = restate(tree, area, to);
  if (same.kind === 'same') return same.area;
  const unit = lon === undefined || lat === undefined ? undefined : unitAt(lon, lat);
  return unit === undefined ? undefined : tree.at(unit, to);
}

interface Placed {
  readonly from: number;
  readonly to: number;
  readonly sensor: Sensor;
}

/** One sensor through time: where it was when something was measured. */
export class Placements {
  readonly #placed: readonly Placed[];
  readonly #nowhere: Sensor;
  readonly #sameGround = new Map<Area, boolean>();

  /** At least one row; their days [from, to) do not overlap. */
  constructor(
    readonly rows: readonly Sensor[],
    private readonly tree: RegionTree,
  ) {
    const instant = (day: string | undefined, otherwise: number) =>
      day === undefined ? otherwise : dayStart(day, tree.timeZone);
    this.#placed = rows
      .map((sensor) => ({
        sensor,
        from: instant(sensor.from, -Infinity),
        to: instant(sensor.to, Infinity),
      }))
      .sort((a, b) => b.from - a.from);
    this.#nowhere = { ...this.#placed[0]!.sensor, area: NOWHERE };
  }

  /**
   * The sensor as it was placed at `when`. On days without a row it is where the nearest row before has it, else the nearest
   * after; but not where a code has come to mean, or had meant, other ground: then it is nowhere.
   */
  at(when: number): Sensor {
    const placed = this.#placed;
    const near = placed.find(({ from }) => from <= when) ?? placed.at(-1)!;
    const { sensor, from, to } = near;
    if (from <= when && when < to) return sensor;
    const edge = this.tree.at(sensor.area, when < from ? from : to - 1);
    return edge && this.#isSameGround(edge, when) ? sensor : this.#nowhere;
  }

  #isSameGround(area: Area, when: number): boolean {
    const other = this.tree.at(area.code, when);
    if (!other || other === area) return other === area;
    let same = this.#sameGround.get(other);
    if (same === undefined) {
      const restated = restate(this.tree, area, when);
      this.#sameGround.set(other, (same = restated.kind === 'same' && restated.area === other));
    }
    return same;
  }
}
