import type { City, Wall } from '@toancanh/runtime';

/** One 55-inch screen in an office: for an area that has no wall of its own in `walls.yaml`. */
const USUAL_SCREEN = { heightM: 0.685, distanceM: 3.5 };

/** The wall that a path names by its id, or by its area; undefined if there is no such area now. */
export function wallNamed(city: City, name: string, now: number): Wall | undefined {
  const code = city.walls.get(name)?.area ?? city.areas.resolve(name);
  const area = code === undefined ? undefined : city.areas.at(code, now);
  if (!area) return undefined;
  return (
    city.walls.get(name) ??
    [...city.walls.values()].find((wall) => wall.area === code) ?? {
      id: area.code,
      area: area.code,
      title: { vi: area.name, en: area.name },
      layout: 'area',
      screen: USUAL_SCREEN,
    }
  );
}
