import type { Bilingual } from '@toancanh/events';

export type DisasterLevel = 1 | 2 | 3 | 4 | 5;

export interface DisasterGrade {
  readonly level: DisasterLevel;
  readonly title: Bilingual;
  readonly colourName: Bilingual;
  /** Near the colour's name: the exact one of the decision's annex XII is not known here. Content, not an alarm's colour. */
  readonly colour: string;
}

/** Decision 18/2021/QĐ-TTg, article 4, in force since 2021-07-01. */
export const DISASTER_GRADES: readonly DisasterGrade[] = [
  {
    ...{ level: 1, title: { vi: 'thấp', en: 'low' }, colour: '#bde3ff' },
    colourName: { vi: 'xanh dương nhạt', en: 'light blue' },
  },
  {
    ...{ level: 2, title: { vi: 'trung bình', en: 'medium' }, colour: '#fff59d' },
    colourName: { vi: 'vàng nhạt', en: 'light yellow' },
  },
  {
    ...{ level: 3, title: { vi: 'lớn', en: 'large' }, colour: '#ff9800' },
    colourName: { vi: 'da cam', en: 'orange' },
  },
  {
    ...{ level: 4, title: { vi: 'rất lớn', en: 'very large' }, colour: '#e53935' },
    colourName: { vi: 'đỏ', en: 'red' },
  },
  {
    ...{ level: 5, title: { vi: 'thảm họa', en: 'disaster' }, colour: '#8e24aa' },
    colourName: { vi: 'tím', en: 'purple' },
  },
];

/** Why an issued level may be raised: by one, or by two. */
export type Worsening = 'several-disasters' | 'serious-damage';

/** The level that was issued, raised as article 4 allows; never above 5. A level is issued by the weather service and not derived here. */
export function raisedLevel(issued: DisasterLevel, worsening?: Worsening): DisasterLevel {
  const by = worsening === undefined ? 0 : worsening === 'several-disasters' ? 1 : 2;
  return Math.min(5, issued + by) as DisasterLevel;
}
