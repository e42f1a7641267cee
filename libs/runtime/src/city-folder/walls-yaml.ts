import { Type } from '@sinclair/typebox';
import { Bilingual, Shape } from '@toancanh/events';
import type { RegionTree } from '@toancanh/regions';
import type { Wall } from '../city.js';
import type { Findings } from './fault.js';
import { StructuredFile } from './structured-file.js';

const WallsYaml = new Shape(
  Type.Object(
    {
      walls: Type.Array(
        Type.Object(
          {
            id: Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,63}$' }),
            area: Type.String(),
            title: Bilingual,
            layout: Type.Union([Type.Literal('province'), Type.Literal('area')]),
            screen: Type.Object(
              {
                heightM: Type.Number({ minimum: 0.1, maximum: 30 }),
                distanceM: Type.Number({ minimum: 0.3, maximum: 100 }),
              },
              { additionalProperties: false },
            ),
          },
          { additionalProperties: false },
        ),
      ),
    },
    { additionalProperties: false },
  ),
);

export function readWalls(
  folder: string,
  areas: RegionTree,
  now: number,
  findings: Findings,
): ReadonlyMap<string, Wall> {
  const walls = new Map<string, Wall>();
  const file = StructuredFile.open(folder, 'walls.yaml', findings);
  const value = file?.as(WallsYaml);
  if (!file || !value) return walls;
  value.walls.forEach((wall, index) => {
    const code = areas.resolve(wall.area);
    if (code === undefined || !areas.at(code, now)) {
      file.fault({
        ...{ path: `/walls/${index}/area`, value: wall.area, expected: 'the code of an area in force today' },
        cure: { vi: 'Dùng mã địa bàn có trong areas.json.', en: 'Use the code of an area of areas.json.' },
      });
    } else if (walls.has(wall.id)) {
      file.fault({
        ...{ path: `/walls/${index}/id`, value: wall.id, expected: 'a name that no other wall has' },
        cure: { vi: 'Đặt tên khác cho một trong hai màn hình.', en: 'Rename one of the two walls.' },
      });
    } else {
      walls.set(wall.id, { ...wall, area: code });
    }
  });
  return walls;
}
