import type { Domain, Metric } from '../domain.js';

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
      id: 'due-24h',
      metric: 'due_24h',
      title: { vi: 'Sắp trễ 24 h', en: 'Due in 24 h' },
      combine: 'sum',
    },
  ],
};
