import type { Feed } from '../domain.js';

/** Fine dust over the day: it gathers at night and in the morning's traffic, and the afternoon's wind takes it away. */
const DUST_HOURS = [
  ...[1.1, 1.1, 1.1, 1.1, 1.2, 1.3, 1.4, 1.4, 1.2, 1.0, 0.9, 0.8],
  ...[0.7, 0.7, 0.7, 0.7, 0.8, 0.9, 1.0, 1.1, 1.1, 1.1, 1.1, 1.1],
];

/** A province of 2.7 million people, assumed from what is published of single ones: no claim about any. */
export const FEEDS: readonly Feed[] = [
  {
    name: 'air-reference',
    title: { vi: 'Trạm không khí tự động', en: 'Air reference stations' },
    ...{ devices: 5, valuesPerReport: 12, periodSeconds: 300, hours: DUST_HOURS },
    metrics: [
      'pm25',
      'pm10',
      'no2',
      'so2',
      'o3',
      'co',
      'no',
      'nh3',
      'h2s',
      'temperature',
      'humidity',
      'pressure',
    ],
  },
  {
    name: 'air-low-cost',
    title: { vi: 'Cảm biến không khí', en: 'Low-cost air nodes' },
    ...{ devices: 60, valuesPerReport: 6, periodSeconds: 300, hours: DUST_HOURS },
    metrics: ['pm25', 'pm10', 'no2', 'o3', 'temperature', 'humidity'],
  },
  {
    name: 'noise',
    title: { vi: 'Cảm biến tiếng ồn', en: 'Noise nodes' },
    ...{ devices: 20, valuesPerReport: 1, periodSeconds: 60 },
    metrics: ['noise'],
  },
  {
    name: 'surface-water',
    title: { vi: 'Trạm nước mặt', en: 'Surface water stations' },
    ...{ devices: 10, valuesPerReport: 8, periodSeconds: 300 },
    metrics: ['ph', 'dissolved_oxygen', 'tss', 'cod', 'bod5', 'nh4', 'total_nitrogen', 'total_phosphorus'],
  },
  {
    name: 'waste-water',
    title: { vi: 'Trạm nước thải', en: 'Waste water stations' },
    ...{ devices: 120, valuesPerReport: 6, periodSeconds: 300 },
    metrics: ['waste_flow', 'ph', 'cod', 'tss', 'nh4', 'colour'],
  },
  {
    name: 'stack',
    title: { vi: 'Trạm khí thải', en: 'Stack stations' },
    ...{ devices: 60, valuesPerReport: 8, periodSeconds: 300 },
    metrics: ['dust_total', 'so2', 'no', 'no2', 'co', 'oxygen', 'temperature', 'pressure'],
  },
  {
    name: 'rain',
    title: { vi: 'Trạm đo mưa', en: 'Rain gauges' },
    ...{ devices: 45, valuesPerReport: 1, periodSeconds: 600 },
    metrics: ['rain_1h'],
  },
  {
    name: 'water-level',
    title: { vi: 'Trạm mực nước sông, kênh', en: 'River and canal level' },
    ...{ devices: 25, valuesPerReport: 1, periodSeconds: 300 },
    metrics: ['water_level'],
  },
  {
    name: 'road-flood',
    title: { vi: 'Cảm biến ngập đường', en: 'Road flood sensors' },
    ...{ devices: 40, valuesPerReport: 1, periodSeconds: 300 },
    metrics: ['road_flood'],
  },
  {
    name: 'reservoir',
    title: { vi: 'Hồ chứa', en: 'Reservoirs' },
    ...{ devices: 3, valuesPerReport: 6, periodSeconds: 3_600 },
    metrics: ['reservoir_level', 'reservoir_release'],
  },
  {
    name: 'groundwater',
    title: { vi: 'Giếng nước ngầm', en: 'Groundwater wells' },
    ...{ devices: 30, valuesPerReport: 3, periodSeconds: 1_800 },
    metrics: ['groundwater_level'],
  },
];
