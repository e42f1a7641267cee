import type { Rule } from '@toancanh/rules';

/** In force where the city has no rule of the same id. */
export const RULES: readonly Rule[] = [
  {
    // 80 µg/m³ is index 150: "Kém" ends.
    ...{ id: 'pm25-high', version: 1, domain: 'environment', priority: 2, metric: 'pm25' },
    title: { vi: 'PM2.5 cao', en: 'High PM2.5' },
    ...{ on: 'window', of: 'sensor', statistic: 'mean', when: { above: 80 }, hold: '3m' },
    clear: { when: { below: 70 }, hold: '3m' },
  },
  {
    // 150 µg/m³ is index 200: "Rất xấu" begins.
    ...{ id: 'pm25-very-high', version: 1, domain: 'environment', priority: 1, metric: 'pm25' },
    title: { vi: 'PM2.5 rất cao', en: 'Very high PM2.5' },
    ...{ on: 'window', of: 'sensor', statistic: 'mean', when: { above: 150 }, hold: '3m' },
    clear: { when: { below: 130 }, hold: '3m' },
  },
  {
    ...{ id: 'noise-high', version: 1, domain: 'environment', priority: 4, metric: 'noise' },
    title: { vi: 'Tiếng ồn vượt mức', en: 'Noise above the limit' },
    ...{ on: 'window', of: 'sensor', statistic: 'mean', when: { above: 75 }, hold: '3m' },
    clear: { when: { below: 72 }, hold: '3m' },
  },
  {
    // A study of Hà Nội's streets: below 50 mm in an hour none floods, above 50 some do, above 70 many.
    ...{ id: 'rain-heavy', version: 1, domain: 'environment', priority: 3, metric: 'rain_1h' },
    title: { vi: 'Mưa rất to', en: 'Very heavy rain' },
    ...{ on: 'reading', when: { above: 50 }, hold: '2m' },
    clear: { when: { below: 40 }, hold: '5m' },
  },
  {
    ...{ id: 'road-water', version: 1, domain: 'environment', priority: 3, metric: 'road_flood' },
    title: { vi: 'Nước lên mặt đường', en: 'Water on the road' },
    ...{ on: 'reading', when: { above: 0.12 }, hold: '60s' },
    clear: { when: { below: 0.08 }, hold: '2m' },
  },
  {
    ...{ id: 'road-flood', version: 1, domain: 'environment', priority: 1, metric: 'road_flood' },
    title: { vi: 'Ngập đường', en: 'Road flooded' },
    ...{ on: 'reading', when: { above: 0.3 }, hold: '60s' },
    clear: { when: { below: 0.2 }, hold: '2m' },
  },
];
