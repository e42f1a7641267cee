import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Type } from '@sinclair/typebox';
import { Bilingual, DateText, Shape } from '@toancanh/events';
import { type Desk, type DeskFault, faultsOfDesks, type RegionTree } from '@toancanh/regions';
import type { Findings } from './fault.js';
import { StructuredFile } from './structured-file.js';

const FILE = 'desks.yaml';
const ID = Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,63}$' });
const DesksYaml = new Shape(
  Type.Object(
    {
      desks: Type.Array(
        Type.Object(
          {
            id: ID,
            name: Bilingual,
            area: Type.String(),
            from: Type.Optional(DateText),
            to: Type.Optional(DateText),
            successor: Type.Optional(ID),
          },
          { additionalProperties: false },
        ),
      ),
    },
    { additionalProperties: false },
  ),
);

const CURES: Readonly<Record<DeskFault['field'], Bilingual>> = {
  id: { vi: 'Đặt mã khác cho một trong hai trực ban.', en: 'Rename one of the two desks.' },
  area: {
    vi: 'Dùng mã địa bàn có trong areas.json, đúng ngày.',
    en: 'Use the code of an area of areas.json, of that day.',
  },
  from: {
    vi: 'Sửa ngày: mỗi địa bàn có một trực ban.',
    en: 'Correct the days: an area has one desk at a time.',
  },
  to: {
    vi: 'Kết thúc trực ban đúng ngày địa bàn hết hiệu lực, và thêm trực ban kế nhiệm.',
    en: 'End the desk on the day its area ends, and add the one that follows.',
  },
  successor: {
    vi: 'Ghi trực ban tiếp nhận các báo động còn mở.',
    en: 'Name the desk that takes over the alerts that are open.',
  },
};

/** Optional: without it alerts are nobody's in particular. */
export function readDesks(
  folder: string,
  areas: RegionTree,
  now: number,
  findings: Findings,
): readonly Desk[] {
  if (!existsSync(join(folder, FILE))) return [];
  const file = StructuredFile.open(folder, FILE, findings);
  const value = file?.as(DesksYaml);
  if (!file || !value) return [];
  const desks = value.desks.map((desk) => ({ ...desk, area: areas.resolve(desk.area) ?? desk.area }));
  const faults = faultsOfDesks(desks, areas, now);
  for (const { index, field, value: found, expected } of faults) {
    file.fault({ path: `/desks/${index}/${field}`, value: found, expected, cure: CURES[field] });
  }
  return faults.length === 0 ? desks : [];
}
