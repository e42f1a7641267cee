import type { Bilingual } from '@toancanh/events';
import type { Metric } from '../domain.js';

/** What works or does not: 0 and 1, so that a sum of them counts what works. */
function health(name: string, title: Bilingual, broken: Bilingual): Metric {
  return {
    name,
    unit: '',
    min: 0,
    max: 1,
    digits: 0,
    kind: 'state',
    title,
    states: { 0: broken, 1: { vi: 'hoạt động', en: 'working' } },
  };
}

/** Vehicles of a class that passed since the report before. */
function passed(name: string, vi: string, en: string, aliases: readonly string[] = []): Metric {
  return {
    name,
    unit: 'xe',
    min: 0,
    max: 5_000,
    digits: 0,
    kind: 'count',
    title: { vi, en },
    units: { veh: { factor: 1 }, count: { factor: 1 } },
    aliases,
  };
}

const OUT = { vi: 'hỏng', en: 'out' };

export const METRICS: readonly Metric[] = [
  {
    name: 'speed',
    unit: 'km/h',
    min: 0,
    max: 200,
    digits: 0,
    title: { vi: 'Tốc độ xe', en: 'Vehicle speed' },
    units: { 'm/s': { factor: 3.6 } },
    aliases: ['averageVehicleSpeed'],
  },
  {
    name: 'flow',
    unit: 'xe/h',
    min: 0,
    max: 20_000,
    digits: 0,
    title: { vi: 'Lưu lượng xe', en: 'Traffic flow' },
    units: { 'veh/h': { factor: 1 }, 'veh/min': { factor: 60 }, 'xe/ph': { factor: 60 } },
    aliases: ['vehicleFlow'],
  },
  {
    name: 'flow_pcu',
    unit: 'xcqđ/h',
    min: 0,
    max: 20_000,
    digits: 0,
    title: { vi: 'Lưu lượng xe con quy đổi', en: 'Flow in passenger cars' },
    units: { 'pcu/h': { factor: 1 }, 'pc/h': { factor: 1 } },
    aliases: ['pcuFlow'],
  },
  {
    name: 'occupancy',
    unit: '%',
    min: 0,
    max: 100,
    digits: 0,
    title: { vi: 'Độ chiếm làn', en: 'Lane occupancy' },
    units: { '/': { factor: 100 } },
  },
  {
    name: 'traffic_density',
    unit: 'xe/km',
    min: 0,
    max: 1_500,
    digits: 0,
    title: { vi: 'Mật độ xe', en: 'Traffic density' },
    units: { 'veh/km': { factor: 1 } },
  },
  {
    name: 'travel_time',
    unit: 's',
    min: 0,
    max: 86_400,
    digits: 0,
    title: { vi: 'Thời gian đi', en: 'Travel time' },
    units: { min: { factor: 60 }, h: { factor: 3_600 } },
    aliases: ['travelTime'],
  },
  passed('volume', 'Xe qua', 'Vehicles passed', ['vehicle_count']),
  passed('volume_motorbike', 'Xe máy qua', 'Motorbikes passed'),
  passed('volume_car', 'Ô tô con qua', 'Cars passed'),
  passed('volume_bus', 'Xe buýt, xe khách qua', 'Buses passed'),
  passed('volume_truck', 'Xe tải qua', 'Lorries passed'),
  health(
    'camera_online',
    { vi: 'Camera hoạt động', en: 'Camera online' },
    { vi: 'mất tín hiệu', en: 'offline' },
  ),
  health('signal_ok', { vi: 'Đèn tín hiệu hoạt động', en: 'Traffic signal working' }, OUT),
  health('sign_ok', { vi: 'Biển báo điện tử hoạt động', en: 'Message sign working' }, OUT),
  {
    name: 'signal_mode',
    unit: '',
    min: 0,
    max: 3,
    digits: 0,
    kind: 'state',
    title: { vi: 'Chế độ đèn tín hiệu', en: 'Traffic signal mode' },
    states: {
      0: { vi: 'tắt', en: 'off' },
      1: { vi: 'tự động', en: 'automatic' },
      2: { vi: 'nháy vàng', en: 'flashing yellow' },
      3: { vi: 'điều khiển tay', en: 'by hand' },
    },
  },
  {
    name: 'bus_state',
    unit: '',
    min: 0,
    max: 2,
    digits: 0,
    kind: 'state',
    title: { vi: 'Xe buýt', en: 'Bus' },
    states: {
      0: { vi: 'hỏng', en: 'broken down' },
      1: { vi: 'đang chạy', en: 'in service' },
      2: { vi: 'nghỉ', en: 'out of service' },
    },
  },
];
