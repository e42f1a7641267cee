import type { FigureDeclaration } from '@toancanh/figures';
import { figureOfNow, PERCENT } from '../pack-figure.js';

const OWNER = { vi: 'Sở Xây dựng', en: 'Department of construction' };

export const HOUSING_FIGURES: readonly FigureDeclaration[] = [
  figureOfNow(
    {
      ...{ id: 'permits-on-time', domain: 'housing', ...PERCENT },
      title: { vi: 'Cấp phép đúng hạn', en: 'Permits on time' },
      of: 'permits_on_time_share',
    },
    OWNER,
    { vi: 'Báo cáo cấp phép xây dựng', en: 'Reports of building permits' },
  ),
  figureOfNow(
    {
      ...{ id: 'lights-working', domain: 'housing', ...PERCENT },
      title: { vi: 'Đèn đường sáng', en: 'Street lights working' },
      ...{ of: 'luminaire_ok', times: 100 },
    },
    OWNER,
    { vi: 'Trạng thái đèn đường', en: 'Status of the luminaires' },
  ),
];
