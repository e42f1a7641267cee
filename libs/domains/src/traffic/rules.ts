import type { Rule } from '@toancanh/rules';

/** In force where the city has no rule of the same id. */
export const RULES: readonly Rule[] = [
  {
    ...{ id: 'camera-silent', version: 1, domain: 'traffic', priority: 4, metric: 'camera_online' },
    title: { vi: 'Mất tín hiệu camera', en: 'Camera silent' },
    ...{ on: 'no-data', after: '60s' },
  },
  {
    ...{ id: 'signal-fault', version: 1, domain: 'traffic', priority: 3, metric: 'signal_ok' },
    title: { vi: 'Đèn tín hiệu hỏng', en: 'Traffic signal out' },
    ...{ on: 'reading', when: { below: 0.5 }, hold: '30s' },
    clear: { when: { above: 0.5 }, hold: '30s' },
  },
  {
    // Under a quarter of the free speed of 50 km/h traffic stands and goes.
    ...{ id: 'traffic-slow', version: 1, domain: 'traffic', priority: 3, metric: 'speed' },
    title: { vi: 'Ùn tắc', en: 'Congestion' },
    ...{ on: 'window', of: 'sensor', statistic: 'mean', when: { below: 12 }, hold: '2m' },
    clear: { when: { above: 18 }, hold: '2m' },
  },
];
