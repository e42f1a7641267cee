import type { Domain } from '../domain.js';
import { LABOUR_FIGURES } from './figures.js';

/** Counters of the labour exchange and of social insurance; totals only. */
export const labour: Domain = {
  name: 'labour',
  order: 80,
  title: { vi: 'Lao động, việc làm', en: 'Labour and jobs' },
  metrics: [
    {
      name: 'job_seekers',
      unit: 'người',
      min: 0,
      max: 1000000,
      digits: 0,
      title: { vi: 'Người tìm việc', en: 'Job seekers' },
      units: { people: { factor: 1 }, count: { factor: 1 } },
    },
    {
      name: 'vacancies',
      unit: 'việc',
      min: 0,
      max: 1000000,
      digits: 0,
      title: { vi: 'Việc làm trống', en: 'Vacancies' },
      units: { count: { factor: 1 } },
    },
    {
      name: 'placements',
      unit: 'người',
      min: 0,
      max: 1000000,
      digits: 0,
      title: { vi: 'Được giới thiệu việc trong tháng', en: 'Placed this month' },
      units: { people: { factor: 1 }, count: { factor: 1 } },
    },
    {
      name: 'unemployment_claims',
      unit: 'hồ sơ',
      min: 0,
      max: 1000000,
      digits: 0,
      title: { vi: 'Hồ sơ trợ cấp thất nghiệp', en: 'Unemployment claims' },
      units: { count: { factor: 1 } },
    },
    {
      name: 'insured_workers',
      unit: 'người',
      min: 0,
      max: 5000000,
      digits: 0,
      title: { vi: 'Lao động tham gia BHXH', en: 'Insured workers' },
      units: { people: { factor: 1 }, count: { factor: 1 } },
    },
    {
      name: 'strikes',
      unit: 'vụ',
      min: 0,
      max: 1000,
      digits: 0,
      title: { vi: 'Ngừng việc tập thể', en: 'Collective work stoppages' },
      units: { count: { factor: 1 } },
    },
  ],
  panel: [
    {
      id: 'vacancies',
      metric: 'vacancies',
      title: { vi: 'Việc trống', en: 'Vacancies' },
      combine: 'sum',
    },
    {
      id: 'job-seekers',
      metric: 'job_seekers',
      title: { vi: 'Tìm việc', en: 'Job seekers' },
      combine: 'sum',
    },
  ],
  incidents: [
    {
      kind: 'work_stoppage',
      title: { vi: 'Ngừng việc tập thể', en: 'Collective work stoppage' },
      severity: 3,
    },
    {
      kind: 'work_accident',
      title: { vi: 'Tai nạn lao động nghiêm trọng', en: 'Serious accident at work' },
      severity: 2,
    },
  ],
  feeds: [
    {
      name: 'labour counters',
      title: { vi: 'Số liệu lao động, việc làm', en: 'Labour and job counters' },
      devices: 9,
      metrics: [
        'job_seekers',
        'vacancies',
        'placements',
        'unemployment_claims',
        'insured_workers',
        'strikes',
      ],
      valuesPerReport: 20,
      periodSeconds: 3600,
    },
  ],
  figures: LABOUR_FIGURES,
};
