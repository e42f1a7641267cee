import type { FigureDeclaration } from '@toancanh/figures';
import { figureOfNow, PERCENT } from '../pack-figure.js';

const OWNER = { vi: 'Sở Giáo dục và Đào tạo', en: 'Department of education and training' };

export const EDUCATION_FIGURES: readonly FigureDeclaration[] = [
  {
    ...{ id: 'attendance-share', domain: 'education', ...PERCENT, better: 'higher' },
    title: { vi: 'Học sinh đi học', en: 'Pupils present' },
    owner: OWNER,
    source: { vi: 'Điểm danh của trường', en: 'Attendance of the schools' },
    period: 'day',
    compute: { span: '1d', of: { metric: 'attendance_share', stat: 'mean' } },
  },
  figureOfNow(
    {
      ...{ id: 'e-records', domain: 'education', ...PERCENT },
      title: { vi: 'Học bạ số', en: 'Electronic school records' },
      of: 'e_records_share',
    },
    OWNER,
    { vi: 'Báo cáo của trường', en: 'Reports of the schools' },
  ),
];
