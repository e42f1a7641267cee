import { type Dated, inForce } from '../../dated.js';

/** Alarm levels 1 to 3 (báo động, BĐ), metres; null where not known. */
export type FloodLevels = readonly [bd1: number | null, bd2: number | null, bd3: number | null];

export interface FloodGauge extends Dated {
  readonly gauge: string;
  readonly title: string;
  readonly river: string;
  readonly levels: FloodLevels;
  readonly decision: string;
  /** Levels that are from memory: the annex of the decision has not been read. */
  readonly weak: readonly (1 | 2 | 3)[];
}

const NOW = { decision: '05/2020/QĐ-TTg', from: '2020-03-20' } as const;
/** The year is known, the day is not. */
const BEFORE = { decision: '632/QĐ-TTg', from: '2010-01-01' } as const;

const THU_DAU_MOT = { gauge: 'thu-dau-mot', title: 'Thủ Dầu Một (Bà Lụa)', river: 'Sài Gòn' } as const;
const PHU_AN = { gauge: 'phu-an', title: 'Phú An', river: 'Sài Gòn' } as const;
const NHA_BE = { gauge: 'nha-be', title: 'Nhà Bè', river: 'Đồng Điền' } as const;
const BIEN_HOA = { gauge: 'bien-hoa', title: 'Biên Hòa', river: 'Đồng Nai' } as const;
const TA_LAI = { gauge: 'ta-lai', title: 'Tà Lài', river: 'Đồng Nai' } as const;
const PHU_HIEP = { gauge: 'phu-hiep', title: 'Phú Hiệp', river: 'La Ngà' } as const;

export const FLOOD_GAUGES: readonly FloodGauge[] = [
  { ...THU_DAU_MOT, ...BEFORE, levels: [null, null, 1.3], weak: [] },
  { ...THU_DAU_MOT, ...NOW, levels: [1.4, 1.5, 1.6], weak: [1, 2] },
  { ...PHU_AN, ...BEFORE, levels: [1.3, 1.4, 1.5], weak: [] },
  { ...PHU_AN, ...NOW, levels: [1.4, 1.5, 1.6], weak: [1] },
  { ...NHA_BE, ...NOW, levels: [1.4, 1.5, 1.6], weak: [1] },
  { ...BIEN_HOA, ...BEFORE, levels: [null, 1.8, null], weak: [] },
  { ...BIEN_HOA, ...NOW, levels: [1.8, 2, 2.2], weak: [3] },
  { ...TA_LAI, ...NOW, levels: [112, 112.5, 113], weak: [] },
  { ...PHU_HIEP, ...NOW, levels: [104.5, 105.5, 106.5], weak: [2, 3] },
];

export function floodLevels(
  gauge: string,
  at: number,
  table: readonly FloodGauge[] = FLOOD_GAUGES,
): FloodGauge | undefined {
  return inForce(
    table.filter((row) => row.gauge === gauge),
    at,
  );
}
