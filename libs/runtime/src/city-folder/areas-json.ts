import { Type } from '@sinclair/typebox';
import { Area, type Bilingual, Lineage, Shape } from '@toancanh/events';
import { faultsOfRegions, RegionTree } from '@toancanh/regions';
import type { Findings } from './fault.js';
import { StructuredFile } from './structured-file.js';

const AreasJson = new Shape(
  Type.Object(
    { areas: Type.Array(Area, { minItems: 1 }), lineage: Type.Array(Lineage) },
    { additionalProperties: false },
  ),
);

const CURES: Readonly<Record<string, Bilingual>> = {
  parent: {
    vi: 'Sửa mã cấp trên, hoặc ngày hiệu lực của hai địa bàn.',
    en: 'Correct the code of the parent, or the days of the two areas.',
  },
  within: {
    vi: 'Sửa mã trong within, hoặc ngày hiệu lực của hai địa bàn.',
    en: 'Correct the code in within, or the days of the two areas.',
  },
  extent: {
    vi: 'Ghi part cho mọi bước chuyển của địa bàn bị chia, full cho địa bàn chuyển nguyên vẹn.',
    en: 'Write part on every edge of an area that was split, full on the one edge of an area that went whole.',
  },
  code: {
    vi: 'Thêm địa bàn gốc, hoặc sửa root trong city.yaml.',
    en: 'Add the root area, or correct root in city.yaml.',
  },
  from: { vi: 'Sửa mã, hoặc ngày của bước chuyển.', en: 'Correct the code, or the day of the edge.' },
  to: { vi: 'Sửa mã, hoặc ngày của bước chuyển.', en: 'Correct the code, or the day of the edge.' },
};
const DATES: Bilingual = { vi: 'Sửa ngày hiệu lực.', en: 'Correct the days.' };

export function readAreas(
  folder: string,
  { root, timeZone }: { readonly root: string; readonly timeZone: string },
  findings: Findings,
): RegionTree | undefined {
  const file = StructuredFile.open(folder, 'areas.json', findings);
  const value = file?.as(AreasJson);
  if (!file || !value) return undefined;
  const faults = faultsOfRegions({ ...value, root });
  for (const { of, index, field, value: found, expected } of faults) {
    file.fault({ path: `/${of}/${index}/${field}`, value: found, expected, cure: CURES[field] ?? DATES });
  }
  return faults.length === 0 ? new RegionTree({ ...value, root, timeZone }) : undefined;
}
