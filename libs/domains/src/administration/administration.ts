import type { Domain, Metric } from '../domain.js';
import { ADMINISTRATION_FIGURES, INDEX_766_MEASURED } from './figures.js';
import { PROJECT_06 } from './reports/project-06.js';

function share(name: string, vi: string, en: string): Metric {
  return {
    name,
    unit: '%',
    min: 0,
    max: 100,
    digits: 0,
    title: { vi, en },
    units: { '/': { factor: 100 } },
  };
}

function dossiers(name: string, vi: string, en: string): Metric {
  return {
    name,
    unit: 'hồ sơ',
    min: 0,
    max: 1_000_000,
    digits: 0,
    title: { vi, en },
    units: { count: { factor: 1 }, dossiers: { factor: 1 } },
  };
}

export const administration: Domain = {
  name: 'administration',
  order: 10,
  title: { vi: 'Dịch vụ công', en: 'Public services' },
  metrics: [
    share('online_share', 'Hồ sơ trực tuyến', 'Filed online'),
    share('on_time_share', 'Giải quyết đúng hạn', 'Settled on time'),
    share('online_payment_share', 'Thanh toán trực tuyến', 'Paid online'),
    dossiers('received', 'Tiếp nhận trong ngày', 'Received today'),
    dossiers('in_process', 'Đang giải quyết', 'In process'),
    dossiers('due_24h', 'Đến hạn trong 24 giờ', 'Due within 24 h'),
    dossiers('overdue', 'Quá hạn', 'Overdue'),
    dossiers('due_soon', 'Sắp đến hạn (24 giờ làm việc)', 'Due within 24 working hours'),
    dossiers('breaches', 'Trễ hạn do đơn vị', 'Late because of the unit'),
    dossiers('dossiers_counted', 'Hồ sơ trong kỳ', 'Of the month'),
    dossiers('dossiers_judged', 'Đã xét thời hạn', 'Judged'),
    dossiers('dossiers_on_time', 'Đúng hạn trong kỳ', 'Judged on time'),
    dossiers('dossiers_online', 'Nộp trực tuyến trong kỳ', 'Filed online'),
    dossiers('dossiers_with_fee', 'Có thu phí trong kỳ', 'With a fee'),
    dossiers('dossiers_paid_online', 'Trả phí trực tuyến trong kỳ', 'Fee paid online'),
    dossiers('dossiers_ended', 'Kết thúc trong kỳ', 'Ended'),
    dossiers('dossiers_signed', 'Có kết quả điện tử trong kỳ', 'With an electronic result'),
    share('digitised_share', 'Hồ sơ số hóa', 'Digitised'),
    share('reused_share', 'Tái sử dụng dữ liệu số hóa', 'Digitised data reused'),
    share('satisfied_share', 'Hài lòng', 'Satisfied'),
    share('petitions_on_time_share', 'Phản ánh xử lý đúng hạn', 'Petitions on time'),
    share('reports_complete_share', 'Báo cáo điện tử đã gửi', 'E-reports that came'),
    share('reports_on_time_share', 'Báo cáo điện tử đúng hạn', 'E-reports on time'),
    {
      name: 'index_766',
      unit: 'điểm',
      min: 0,
      max: 100,
      digits: 2,
      title: { vi: 'Chỉ số phục vụ (QĐ 766)', en: 'Service index (Decision 766)' },
      units: { points: { factor: 1 } },
    },
    ...PROJECT_06,
  ],
  panel: [
    {
      id: 'online-share',
      metric: 'online_share',
      title: { vi: 'Trực tuyến', en: 'Online' },
      combine: 'mean',
      target: { value: 80, better: 'higher' },
    },
    {
      id: 'on-time-share',
      metric: 'on_time_share',
      title: { vi: 'Đúng hạn', en: 'On time' },
      combine: 'mean',
      target: { value: 95, better: 'higher' },
    },
    {
      id: 'due-soon',
      metric: 'due_soon',
      title: { vi: 'Sắp đến hạn', en: 'Due soon' },
      combine: 'sum',
    },
    {
      id: 'due-24h',
      metric: 'due_24h',
      title: { vi: 'Sắp trễ 24 h', en: 'Due in 24 h' },
      combine: 'sum',
    },
  ],
  feeds: [
    {
      name: 'indicators',
      title: { vi: 'Chỉ số TTHC theo đơn vị', en: 'Indicators by unit' },
      devices: 110,
      metrics: [
        'online_share',
        'on_time_share',
        'online_payment_share',
        'received',
        'in_process',
        'due_24h',
        'overdue',
        'digitised_share',
        'reused_share',
        'satisfied_share',
        'petitions_on_time_share',
        'index_766',
      ],
      valuesPerReport: 12,
      periodSeconds: 300,
    },
    {
      name: 'project-06',
      title: { vi: 'CCCD và định danh điện tử', en: 'Chip IDs and e-IDs' },
      devices: 91,
      metrics: ['chip_id_holders', 'eid_accounts'],
      valuesPerReport: 2,
      periodSeconds: 3_600,
    },
  ],
  figures: ADMINISTRATION_FIGURES,
  formulas: [INDEX_766_MEASURED],
};
