import type { Bilingual } from '@toancanh/events';

export interface HeatClass {
  readonly name: 'hot' | 'severe' | 'extreme';
  readonly title: Bilingual;
  /** The day's highest temperature from which on it holds, °C. */
  readonly from: number;
}

/** The words of the weather service, from memory; older practice asked for a humidity of at most 65 % as well. */
export const HEAT_CLASSES: readonly HeatClass[] = [
  { name: 'hot', title: { vi: 'nắng nóng', en: 'hot' }, from: 35 },
  { name: 'severe', title: { vi: 'nắng nóng gay gắt', en: 'severely hot' }, from: 37 },
  { name: 'extreme', title: { vi: 'nắng nóng đặc biệt gay gắt', en: 'extremely hot' }, from: 39 },
];

export function heatClass(highest: number): HeatClass | undefined {
  return HEAT_CLASSES.findLast(({ from }) => highest >= from);
}
