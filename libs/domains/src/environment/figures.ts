import type { FigureDeclaration } from '@toancanh/figures';
import { PERCENT } from '../pack-figure.js';

export const ENVIRONMENT_FIGURES: readonly FigureDeclaration[] = [
  {
    ...{ id: 'good-air-days', domain: 'environment', ...PERCENT, digits: 0, better: 'higher' },
    title: { vi: 'Ngày PM2.5 đạt chuẩn', en: 'Days with PM2.5 in its limit' },
    owner: { vi: 'Sở Nông nghiệp và Môi trường', en: 'Department of agriculture and environment' },
    source: {
      vi: 'QCVN 05:2023/BTNMT: trung bình 24 giờ ≤ 50 µg/m³; 30 ngày gần nhất',
      en: 'QCVN 05:2023/BTNMT: 24 h mean ≤ 50 µg/m³; the last 30 days',
    },
    period: 'day',
    compute: { span: '1d', of: { metric: 'pm25', stat: 'mean' }, atMost: 50, last: 30 },
  },
];
