import type { Domain } from '../domain.js';
import { ENVIRONMENT_FIGURES } from './figures.js';
import { FEEDS } from './feeds.js';
import { INCIDENTS } from './incidents.js';
import { METRICS } from './metrics.js';
import { RULES } from './rules.js';

export const environment: Domain = {
  name: 'environment',
  order: 20,
  title: { vi: 'Môi trường', en: 'Environment' },
  metrics: METRICS,
  panel: [
    { id: 'pm25', metric: 'pm25', title: { vi: 'PM2.5', en: 'PM2.5' }, combine: 'mean' },
    { id: 'rain', metric: 'rain_1h', title: { vi: 'Mưa 1 h', en: 'Rain 1 h' }, combine: 'max' },
    { id: 'noise', metric: 'noise', title: { vi: 'Tiếng ồn', en: 'Noise' }, combine: 'mean' },
    {
      id: 'water-level',
      metric: 'water_level',
      title: { vi: 'Mực nước', en: 'Water level' },
      combine: 'max',
    },
  ],
  incidents: INCIDENTS,
  rules: RULES,
  feeds: FEEDS,
  figures: ENVIRONMENT_FIGURES,
};
