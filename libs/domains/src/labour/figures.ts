import type { FigureDeclaration } from '@toancanh/figures';
import { figureOfNow } from '../pack-figure.js';

export const LABOUR_FIGURES: readonly FigureDeclaration[] = [
  figureOfNow(
    {
      ...{
        id: 'vacancies-for-seekers',
        domain: 'labour',
        unit: 'việc/100 người',
        digits: 0,
        min: 0,
        max: 100_000,
      },
      title: { vi: 'Việc cho người tìm việc', en: 'Jobs for 100 seekers' },
      ...{ of: 'vacancies', to: 'job_seekers' },
    },
    { vi: 'Sở Nội vụ', en: 'Department of home affairs' },
    { vi: 'Trung tâm dịch vụ việc làm', en: 'Employment service centre' },
  ),
];
