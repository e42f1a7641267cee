import type { Domain } from '../domain.js';
import { TRAFFIC_FIGURES } from './figures.js';
import { FEEDS } from './feeds.js';
import { INCIDENTS } from './incidents.js';
import { METRICS } from './metrics.js';
import { RULES } from './rules.js';

export const traffic: Domain = {
  name: 'traffic',
  order: 30,
  title: { vi: 'Giao thông', en: 'Traffic' },
  metrics: METRICS,
  panel: [
    { id: 'speed', metric: 'speed', title: { vi: 'Tốc độ TB', en: 'Mean speed' }, combine: 'mean' },
    {
      id: 'cameras',
      metric: 'camera_online',
      title: { vi: 'Camera', en: 'Cameras' },
      combine: 'sum',
    },
  ],
  incidents: INCIDENTS,
  rules: RULES,
  feeds: FEEDS,
  figures: TRAFFIC_FIGURES,
};
