import type { FigureDeclaration } from '@toancanh/figures';
import { figureOfNow } from '../pack-figure.js';

const OWNER = { vi: 'Sở Xây dựng', en: 'Department of construction' };

export const TRAFFIC_FIGURES: readonly FigureDeclaration[] = [
  figureOfNow(
    {
      ...{ id: 'mean-speed', domain: 'traffic', unit: 'km/h', digits: 1, min: 0, max: 200 },
      title: { vi: 'Tốc độ trung bình', en: 'Mean speed' },
      of: 'speed',
    },
    OWNER,
    { vi: 'Máy đếm xe', en: 'Traffic detectors' },
  ),
];
