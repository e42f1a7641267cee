import type { Domain } from '../domain.js';

export const security: Domain = {
  name: 'security',
  order: 50,
  title: { vi: 'An ninh', en: 'Security' },
  metrics: [
    {
      name: 'fire_panel_ok',
      unit: '',
      min: 0,
      max: 1,
      digits: 0,
      title: { vi: 'Tủ báo cháy hoạt động', en: 'Fire panel working' },
    },
    {
      name: 'crowd_density',
      unit: 'người/m²',
      min: 0,
      max: 12,
      digits: 1,
      title: { vi: 'Mật độ đám đông', en: 'Crowd density' },
      units: { 'people/m2': { factor: 1 }, 'persons/m2': { factor: 1 }, '1/m2': { factor: 1 } },
    },
    {
      name: 'calls_114',
      unit: 'cuộc/h',
      min: 0,
      max: 10_000,
      digits: 0,
      title: { vi: 'Cuộc gọi 114', en: '114 calls' },
      units: { 'calls/h': { factor: 1 } },
    },
  ],
  panel: [
    {
      id: 'fire-panels',
      metric: 'fire_panel_ok',
      title: { vi: 'Tủ báo cháy', en: 'Fire panels' },
      combine: 'sum',
    },
    {
      id: 'crowd-density',
      metric: 'crowd_density',
      title: { vi: 'Đông nhất', en: 'Densest crowd' },
      combine: 'max',
    },
  ],
};
