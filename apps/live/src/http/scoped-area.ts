import type { RegionTree } from '@toancanh/regions';
import { Problem } from './problem.js';

/** The area that a path or a parameter names, the root if it names none; E_AREA if there is none of that name at `now`. */
export function areaNamed(regions: RegionTree, name: string | undefined, now: number): string {
  const code = regions.resolve(name ?? regions.root);
  if (code === undefined || !regions.at(code, now)) throw noArea(name ?? regions.root);
  return code;
}

export function noArea(name: string): Problem {
  return new Problem('E_AREA', {
    vi: `không có khu vực "${name}"; xem /api/v1/areas`,
    en: `there is no area "${name}"; see /api/v1/areas`,
  });
}
