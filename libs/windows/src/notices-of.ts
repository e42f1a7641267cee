import { type LateNotice, targetKey } from '@toancanh/events';
import type { LateReading } from './open-minute.js';

/** The log's key of a notice, so that each window named has one writer: metric, target, span above a minute, and start. */
export function noticeKey(notice: LateNotice): string {
  const { span = '1m', start } = notice;
  return span === '1m' ? `${targetKey(notice)}@${start}` : `${targetKey(notice)}@${span}@${start}`;
}

/**
 * Every window that late readings touch, once: the sensor's and those of the areas above it, by key. Its `at` is the
 * instant of the first reading that named it.
 */
export function noticesOf(
  late: readonly LateReading[],
  pathOf: (area: string, when: number) => readonly string[],
): Map<string, LateNotice> {
  const notices = new Map<string, LateNotice>();
  const name = (notice: LateNotice) => {
    const key = noticeKey(notice);
    if (!notices.has(key)) notices.set(key, notice);
  };
  for (const { sensor, area, metrics, start, at } of late) {
    const path = pathOf(area, start);
    for (const metric of metrics) {
      name({ metric, sensor, start, at });
      for (const above of path) name({ metric, area: above, start, at });
    }
  }
  return notices;
}
