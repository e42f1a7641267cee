import type { Feed } from '../domain.js';

/** Vehicles over the day: the way to work before eight, the way home after five. */
const TRAFFIC_HOURS = [
  ...[0.2, 0.1, 0.1, 0.1, 0.2, 0.6, 1.6, 2.1, 1.6, 1.2, 1.1, 1.3],
  ...[1.2, 1.1, 1.1, 1.3, 1.9, 2.2, 1.6, 1.1, 0.9, 0.7, 0.5, 0.3],
];

/** From five in the morning to nine in the evening. */
const BUS_HOURS = Array.from({ length: 24 }, (_, hour) => (hour >= 5 && hour < 21 ? 1.5 : 0));

/** A province of 2.7 million people, assumed from what is published of single ones: no claim about any. A detector's report is a record. */
export const FEEDS: readonly Feed[] = [
  {
    name: 'camera-heartbeat',
    title: { vi: 'Camera báo hoạt động', en: 'Camera heartbeat' },
    ...{ devices: 3_600, valuesPerReport: 1, periodSeconds: 60 },
    metrics: ['camera_online'],
  },
  {
    name: 'detector-lanes',
    title: { vi: 'Làn có máy đếm xe', en: 'Traffic detector lanes' },
    ...{ devices: 600, valuesPerReport: 1, periodSeconds: 60, hours: TRAFFIC_HOURS },
    metrics: ['volume', 'occupancy', 'speed'],
  },
  {
    name: 'plate-reader-counts',
    title: { vi: 'Lưu lượng từ camera đọc biển số', en: 'Plate readers, counts only' },
    ...{ devices: 205, valuesPerReport: 1, periodSeconds: 60, hours: TRAFFIC_HOURS },
    metrics: ['volume'],
  },
  {
    name: 'signal-controllers',
    title: { vi: 'Tủ điều khiển đèn tín hiệu', en: 'Signal controllers' },
    ...{ devices: 250, valuesPerReport: 1, periodSeconds: 10 },
    metrics: ['signal_ok', 'signal_mode'],
  },
  {
    name: 'message-signs',
    title: { vi: 'Biển báo điện tử', en: 'Variable message signs' },
    ...{ devices: 60, valuesPerReport: 1, periodSeconds: 60 },
    metrics: ['sign_ok'],
  },
  {
    // Every 15 seconds for sixteen hours of the day.
    name: 'buses',
    title: { vi: 'Xe buýt', en: 'Buses' },
    ...{ devices: 300, valuesPerReport: 1, periodSeconds: 22.5, hours: BUS_HOURS },
    metrics: ['bus_state', 'speed'],
  },
];
