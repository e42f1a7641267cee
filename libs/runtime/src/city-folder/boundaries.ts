import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AreaShapes, type RegionTree } from '@toancanh/regions';
import type { Findings } from './fault.js';
import { textOfFile } from './structured-file.js';

const FILE = 'boundaries.topojson';

export interface Boundaries {
  readonly text: string;
  readonly shapes: AreaShapes;
}

/** Optional: a city without boundaries has no map, and places count to the gateway's own area. */
export function readBoundaries(
  folder: string,
  areas: RegionTree,
  now: number,
  findings: Findings,
): Boundaries | undefined {
  if (!existsSync(join(folder, FILE))) return undefined;
  const text = textOfFile(folder, FILE, findings);
  if (text === undefined) return undefined;
  const at = { file: FILE, line: 1, column: 1 } as const;
  let shapes: AreaShapes;
  try {
    shapes = AreaShapes.of(JSON.parse(text), 'units');
  } catch (error) {
    findings.add({
      ...{ severity: 'fault', ...at, path: '/objects/units', value: (error as Error).message },
      expected: 'TopoJSON with a collection of polygons named units',
      cure: { vi: 'Xuất lại ranh giới dạng TopoJSON.', en: 'Export the boundaries as TopoJSON again.' },
    });
    return undefined;
  }
  for (const code of shapes.codes) {
    if (areas.at(code, now)) continue;
    findings.add({
      ...{ severity: 'warning', ...at, path: '/objects/units', value: code },
      expected: 'units that areas.json has today',
      cure: { vi: 'Thêm địa bàn, hoặc bỏ ranh giới này.', en: 'Add the area, or remove this boundary.' },
    });
  }
  return { text, shapes };
}
