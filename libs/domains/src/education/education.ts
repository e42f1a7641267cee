import type { Domain } from '../domain.js';
import { EDUCATION_FIGURES } from './figures.js';

/** Counts of whole schools; never a pupil, a class or a name. */
export const education: Domain = {
  name: 'education',
  order: 70,
  title: { vi: 'Giáo dục', en: 'Education' },
  metrics: [
    {
      name: 'attendance_share',
      unit: '%',
      min: 0,
      max: 100,
      digits: 1,
      title: { vi: 'Học sinh đi học', en: 'Pupils present' },
      units: { '/': { factor: 100 } },
    },
    {
      name: 'pupils_absent',
      unit: 'học sinh',
      min: 0,
      max: 10000,
      digits: 0,
      title: { vi: 'Học sinh vắng', en: 'Pupils absent' },
      units: { count: { factor: 1 } },
    },
    {
      name: 'teachers_absent',
      unit: 'giáo viên',
      min: 0,
      max: 1000,
      digits: 0,
      title: { vi: 'Giáo viên vắng', en: 'Teachers absent' },
      units: { count: { factor: 1 } },
    },
    {
      name: 'e_records_share',
      unit: '%',
      min: 0,
      max: 100,
      digits: 1,
      title: { vi: 'Học bạ số', en: 'Electronic school records' },
      units: { '/': { factor: 100 } },
    },
  ],
  panel: [
    {
      id: 'attendance',
      metric: 'attendance_share',
      title: { vi: 'Đi học', en: 'Attendance' },
      combine: 'mean',
      target: { value: 95, better: 'higher' },
    },
    {
      id: 'pupils-absent',
      metric: 'pupils_absent',
      title: { vi: 'Vắng', en: 'Absent' },
      combine: 'sum',
    },
  ],
  incidents: [
    {
      kind: 'school_closed',
      title: { vi: 'Trường tạm nghỉ', en: 'School closed' },
      severity: 3,
    },
    {
      kind: 'food_poisoning',
      title: { vi: 'Ngộ độc thực phẩm tại trường', en: 'Food poisoning at a school' },
      severity: 1,
    },
  ],
  feeds: [
    {
      name: 'attendance',
      title: { vi: 'Điểm danh của trường', en: 'Attendance of a school' },
      devices: 600,
      metrics: ['attendance_share', 'pupils_absent'],
      valuesPerReport: 2,
      periodSeconds: 86400,
    },
  ],
  figures: EDUCATION_FIGURES,
};
