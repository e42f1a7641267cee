import type { Bilingual } from '@toancanh/events';
import type { Metric } from '../domain.js';
import { DISASTER_GRADES } from './weather/disaster-level.js';

const CONCENTRATION = {
  'mg/m3': { factor: 1_000 },
  'ng/m3': { factor: 0.001 },
  'µg/Nm3': { factor: 1 },
  'mg/Nm3': { factor: 1_000 },
} as const;
const LENGTH = { cm: { factor: 0.01 }, mm: { factor: 0.001 } } as const;
const DISSOLVED = { 'g/l': { factor: 1_000 }, 'mg/L': { factor: 1 }, 'µg/l': { factor: 0.001 } } as const;

/** A gas or dust in air. Everything is µg/m³, carbon monoxide too, as the Vietnamese air index has it. */
function air(name: string, max: number, digits: number, symbol: string, aliases: readonly string[]): Metric {
  return {
    name,
    unit: 'µg/m³',
    min: 0,
    max,
    digits,
    title: { vi: symbol, en: symbol },
    units: CONCENTRATION,
    aliases,
  };
}

/** What is dissolved or suspended in water. */
function water(
  name: string,
  max: number,
  digits: number,
  title: Bilingual,
  aliases: readonly string[],
): Metric {
  return { name, unit: 'mg/l', min: 0, max, digits, title, units: DISSOLVED, aliases };
}

const AIR: readonly Metric[] = [
  air('pm25', 2_000, 1, 'PM2.5', ['PM2.5', 'PM2,5', 'PM25', 'pm2_5']),
  air('pm10', 3_000, 0, 'PM10', ['PM10']),
  air('no2', 5_000, 0, 'NO₂', ['NO2']),
  air('so2', 5_000, 0, 'SO₂', ['SO2']),
  air('o3', 2_000, 0, 'O₃', ['O3', 'ozone']),
  air('co', 200_000, 0, 'CO', ['CO']),
  air('no', 5_000, 0, 'NO', ['NO']),
  air('h2s', 50_000, 1, 'H₂S', ['H2S']),
  air('nh3', 50_000, 1, 'NH₃', ['NH3']),
  air('mercury', 5_000, 3, 'Hg', ['VHg']),
  {
    // A chimney's dust is a thousand times that of the air around it.
    name: 'dust_total',
    unit: 'µg/m³',
    min: 0,
    max: 5_000_000,
    digits: 0,
    title: { vi: 'Bụi tổng', en: 'Total dust' },
    units: CONCENTRATION,
  },
  {
    name: 'oxygen',
    unit: '%',
    min: 0,
    max: 25,
    digits: 1,
    title: { vi: 'O₂ khí thải', en: 'O₂ in flue gas' },
    units: { '/': { factor: 100 }, '%vol': { factor: 1 } },
  },
  {
    name: 'pressure',
    unit: 'hPa',
    min: 300,
    max: 1_200,
    digits: 0,
    title: { vi: 'Áp suất khí', en: 'Air pressure' },
    units: { Pa: { factor: 0.01 }, kPa: { factor: 10 }, mbar: { factor: 1 }, mmHg: { factor: 1.333224 } },
  },
];

const WATER: readonly Metric[] = [
  {
    name: 'ph',
    unit: 'pH',
    min: 0,
    max: 14,
    digits: 1,
    title: { vi: 'pH nước', en: 'Water pH' },
    units: { '-': { factor: 1 }, '': { factor: 1 } },
    aliases: ['pH'],
  },
  water('cod', 5_000, 0, { vi: 'COD nước thải', en: 'COD, waste water' }, ['COD']),
  water('tss', 5_000, 0, { vi: 'Chất rắn lơ lửng', en: 'Suspended solids' }, ['TSS']),
  water('bod5', 2_000, 1, { vi: 'BOD₅', en: 'BOD₅' }, ['BOD5']),
  water('dissolved_oxygen', 25, 1, { vi: 'Oxy hòa tan', en: 'Dissolved oxygen' }, []),
  water('nh4', 1_000, 1, { vi: 'Amoni', en: 'Ammonium' }, ['NH4']),
  water('total_phosphorus', 500, 2, { vi: 'Tổng photpho', en: 'Total phosphorus' }, ['TP']),
  water('total_nitrogen', 1_000, 1, { vi: 'Tổng nitơ', en: 'Total nitrogen' }, ['TN']),
  water('toc', 5_000, 0, { vi: 'Tổng cacbon hữu cơ', en: 'Total organic carbon' }, ['TOC']),
  water('chloride', 50_000, 0, { vi: 'Clorua', en: 'Chloride' }, []),
  {
    name: 'colour',
    unit: 'Pt-Co',
    min: 0,
    max: 5_000,
    digits: 0,
    title: { vi: 'Độ màu', en: 'Colour' },
    units: { 'Pt/Co': { factor: 1 }, 'Co-Pt': { factor: 1 } },
  },
  {
    name: 'waste_flow',
    unit: 'm³/h',
    min: 0,
    max: 50_000,
    digits: 0,
    title: { vi: 'Lưu lượng nước thải', en: 'Waste water flow' },
    units: { 'l/s': { factor: 3.6 }, 'm3/s': { factor: 3_600 }, 'm3/d': { factor: 1 / 24 } },
  },
  {
    name: 'water_level',
    unit: 'm',
    min: -5,
    max: 10,
    digits: 2,
    title: { vi: 'Mực nước', en: 'Water level' },
    units: LENGTH,
    aliases: ['river_level', 'tide_level'],
  },
  {
    name: 'reservoir_level',
    unit: 'm',
    min: 0,
    max: 40,
    digits: 2,
    title: { vi: 'Mực nước hồ', en: 'Reservoir level' },
    units: LENGTH,
  },
  {
    name: 'reservoir_release',
    unit: 'm³/s',
    min: 0,
    max: 3_000,
    digits: 0,
    title: { vi: 'Lưu lượng xả', en: 'Reservoir release' },
    units: { 'l/s': { factor: 0.001 } },
  },
  {
    name: 'groundwater_level',
    unit: 'm',
    min: -200,
    max: 100,
    digits: 2,
    title: { vi: 'Mực nước ngầm', en: 'Groundwater level' },
    units: LENGTH,
  },
  {
    name: 'road_flood',
    unit: 'm',
    min: 0,
    max: 3,
    digits: 2,
    title: { vi: 'Ngập đường', en: 'Road flooding' },
    units: LENGTH,
    aliases: ['flood_depth'],
  },
];

const WEATHER: readonly Metric[] = [
  {
    name: 'temperature',
    unit: '°C',
    min: -15,
    max: 60,
    digits: 1,
    title: { vi: 'Nhiệt độ', en: 'Temperature' },
    units: {
      Cel: { factor: 1 },
      C: { factor: 1 },
      oC: { factor: 1 },
      K: { factor: 1, offset: -273.15 },
      '°F': { factor: 5 / 9, offset: -160 / 9 },
    },
    aliases: ['temp', 'Temp'],
  },
  {
    name: 'humidity',
    unit: '%',
    min: 0,
    max: 100,
    digits: 0,
    title: { vi: 'Độ ẩm', en: 'Humidity' },
    units: { '%RH': { factor: 1 }, '/': { factor: 100 } },
    aliases: ['hum', 'RH'],
  },
  {
    name: 'rain_1h',
    unit: 'mm',
    min: 0,
    max: 300,
    digits: 1,
    title: { vi: 'Mưa 1 giờ', en: 'Rain, 1 h' },
    units: { cm: { factor: 10 }, m: { factor: 1_000 } },
  },
  {
    name: 'rain_24h',
    unit: 'mm',
    min: 0,
    max: 1_500,
    digits: 0,
    title: { vi: 'Mưa 24 giờ', en: 'Rain, 24 h' },
    units: { cm: { factor: 10 }, m: { factor: 1_000 } },
  },
  {
    name: 'disaster_level',
    unit: '',
    min: 0,
    max: 5,
    digits: 0,
    kind: 'state',
    title: { vi: 'Cấp độ rủi ro thiên tai', en: 'Disaster risk level' },
    states: {
      0: { vi: 'không', en: 'none' },
      ...Object.fromEntries(
        DISASTER_GRADES.map(({ level, title: { vi, en } }) => [
          level,
          { vi: `cấp ${level}, ${vi}`, en: `level ${level}, ${en}` },
        ]),
      ),
    },
  },
];

const SURROUNDINGS: readonly Metric[] = [
  {
    name: 'noise',
    unit: 'dB(A)',
    min: 20,
    max: 140,
    digits: 0,
    title: { vi: 'Tiếng ồn', en: 'Noise' },
    units: { dB: { factor: 1 }, dBA: { factor: 1 } },
    aliases: ['laeq', 'LAeq'],
  },
  {
    name: 'light',
    unit: 'lx',
    min: 0,
    max: 200_000,
    digits: 0,
    title: { vi: 'Độ rọi', en: 'Illuminance' },
    units: { lux: { factor: 1 }, klx: { factor: 1_000 } },
    aliases: ['lux', 'illuminance'],
  },
  {
    // Low-cost optical counters report particles in a hundredth of a cubic foot, 283 ml.
    name: 'dust',
    unit: 'pcs/283ml',
    min: 0,
    max: 50_000,
    digits: 0,
    title: { vi: 'Hạt bụi', en: 'Dust particles' },
  },
  {
    name: 'airquality_raw',
    unit: 'ADC',
    min: 0,
    max: 1_023,
    digits: 0,
    title: { vi: 'Cảm biến khí (số đo thô)', en: 'Gas sensor, raw' },
    aliases: ['air_quality_raw'],
  },
];

export const METRICS: readonly Metric[] = [...AIR, ...WATER, ...WEATHER, ...SURROUNDINGS];
