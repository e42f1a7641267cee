import type { Domain } from '../domain.js';

export const health: Domain = {
  name: 'health',
  order: 40,
  title: { vi: 'Y tế', en: 'Health' },
  metrics: [
    {
      // Wards take in more than their planned beds: over 100 % is a fact, not a fault.
      name: 'bed_occupancy',
      unit: '%',
      min: 0,
      max: 300,
      digits: 0,
      title: { vi: 'Công suất giường bệnh', en: 'Bed occupancy' },
      units: { '/': { factor: 100 } },
    },
    {
      name: 'ed_waiting',
      unit: 'người',
      min: 0,
      max: 2_000,
      digits: 0,
      title: { vi: 'Chờ cấp cứu', en: 'Waiting in emergency' },
      units: { count: { factor: 1 }, people: { factor: 1 } },
    },
    {
      name: 'calls_115',
      unit: 'cuộc/h',
      min: 0,
      max: 10_000,
      digits: 0,
      title: { vi: 'Cuộc gọi 115', en: '115 calls' },
      units: { 'calls/h': { factor: 1 } },
    },
    {
      name: 'dengue_week',
      unit: 'ca',
      min: 0,
      max: 20_000,
      digits: 0,
      title: { vi: 'Sốt xuất huyết, 7 ngày', en: 'Dengue, 7 days' },
      units: { count: { factor: 1 }, cases: { factor: 1 } },
    },
  ],
  panel: [
    {
      id: 'bed-occupancy',
      metric: 'bed_occupancy',
      title: { vi: 'Giường bệnh', en: 'Beds in use' },
      combine: 'mean',
      target: { value: 100, better: 'lower' },
    },
    {
      id: 'ed-waiting',
      metric: 'ed_waiting',
      title: { vi: 'Chờ cấp cứu', en: 'Waiting in ED' },
      combine: 'sum',
    },
  ],
};
