import type { FigureDeclaration } from '@toancanh/figures';
import { figureOfNow } from '../pack-figure.js';

const OWNER = { vi: 'Sở Y tế', en: 'Department of health' };

export const HEALTH_FIGURES: readonly FigureDeclaration[] = [
  figureOfNow(
    {
      ...{ id: 'beds-in-use', domain: 'health', unit: '%', digits: 1, min: 0, max: 1_000 },
      title: { vi: 'Công suất giường bệnh', en: 'Beds in use' },
      ...{ of: 'bed_occupancy', better: 'lower' },
    },
    OWNER,
    { vi: 'Báo cáo của khoa điều trị', en: 'Reports of the wards' },
  ),
  figureOfNow(
    {
      ...{ id: 'response-115', domain: 'health', unit: 'phút', digits: 1, min: 0, max: 600 },
      title: { vi: '115 đến nơi', en: '115 response' },
      ...{ of: 'response_115', better: 'lower' },
    },
    OWNER,
    { vi: 'Trung tâm 115', en: '115 centre' },
  ),
];
