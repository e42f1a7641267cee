import type { Domain } from '../domain.js';

export const traffic: Domain = {
  name: 'traffic',
  order: 30,
  title: { vi: 'Giao thông', en: 'Traffic' },
  metrics: [
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
      name: 'occupancy',
      unit: '%',
      min: 0,
      max: 100,
      digits: 0,
      title: { vi: 'Độ chiếm làn', en: 'Lane occupancy' },
      units: { '/': { factor: 100 } },
    },
    {
      name: 'camera_online',
      unit: '',
      min: 0,
      max: 1,
      digits: 0,
      title: { vi: 'Camera hoạt động', en: 'Camera online' },
    },
    {
      name: 'signal_ok',
      unit: '',
      min: 0,
      max: 1,
      digits: 0,
      title: { vi: 'Đèn tín hiệu hoạt động', en: 'Traffic signal working' },
    },
  ],
  panel: [
    { id: 'speed', metric: 'speed', title: { vi: 'Tốc độ TB', en: 'Mean speed' }, combine: 'mean' },
    {
      id: 'cameras',
      metric: 'camera_online',
      title: { vi: 'Camera', en: 'Cameras' },
      combine: 'sum',
    },
  ],
};
