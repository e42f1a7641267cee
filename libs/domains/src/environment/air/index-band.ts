import type { Bilingual } from '@toancanh/events';

export interface IndexBand {
  readonly band: 1 | 2 | 3 | 4 | 5 | 6;
  /** Inclusive, of the whole index. */
  readonly low: number;
  readonly high: number;
  readonly title: Bilingual;
  /** The decision's colour: part of what the index says, never the colour of an alarm. */
  readonly colour: string;
  readonly colourName: Bilingual;
}

/** Decision 1459/QĐ-TCMT, table 1. It is in Vietnamese; the English words are those in use. */
export const INDEX_BANDS: readonly IndexBand[] = [
  {
    ...{ band: 1, low: 0, high: 50, colour: '#00e400' },
    ...{ title: { vi: 'Tốt', en: 'Good' }, colourName: { vi: 'Xanh', en: 'Green' } },
  },
  {
    ...{ band: 2, low: 51, high: 100, colour: '#ffff00' },
    ...{ title: { vi: 'Trung bình', en: 'Moderate' }, colourName: { vi: 'Vàng', en: 'Yellow' } },
  },
  {
    ...{ band: 3, low: 101, high: 150, colour: '#ff7e00' },
    ...{ title: { vi: 'Kém', en: 'Poor' }, colourName: { vi: 'Da cam', en: 'Orange' } },
  },
  {
    ...{ band: 4, low: 151, high: 200, colour: '#ff0000' },
    ...{ title: { vi: 'Xấu', en: 'Unhealthy' }, colourName: { vi: 'Đỏ', en: 'Red' } },
  },
  {
    ...{ band: 5, low: 201, high: 300, colour: '#8f3f97' },
    ...{ title: { vi: 'Rất xấu', en: 'Very unhealthy' }, colourName: { vi: 'Tím', en: 'Purple' } },
  },
  {
    ...{ band: 6, low: 301, high: 500, colour: '#7e0023' },
    ...{ title: { vi: 'Nguy hại', en: 'Hazardous' }, colourName: { vi: 'Nâu', en: 'Maroon' } },
  },
];

/** The band of a whole index of 0 to 500. */
export function bandOf(index: number): IndexBand {
  const band = INDEX_BANDS.find(({ high }) => index <= high);
  if (!band || !(index >= 0)) throw new RangeError(`an air index is 0 to 500, got ${index}`);
  return band;
}
