import { draw } from './chance.js';
import type { Site } from './site.js';

/** Share of the period by which a report may come early or late. */
const JITTER = 0.1;

/**
 * The first instant after `after` at which the site reports. Sites are out of step, and each report is a little off
 * its beat: devices that are in step would put a minute's readings into one second.
 */
export function nextReport(
  { key, period }: Pick<Site, 'key' | 'period'>,
  seed: number,
  after: number,
): number {
  const phase = draw(seed, key);
  for (let beat = Math.floor(after / period - phase) - 1; ; beat++) {
    const off = (draw(seed, key ^ 0x68e31da4, beat) - 0.5) * JITTER;
    const at = Math.round((beat + phase + off) * period);
    if (at > after) return at;
  }
}

/** The first multiple of the period after `after`: all devices of one period report in the same millisecond. */
export function nextMultiple({ period }: Pick<Site, 'period'>, after: number): number {
  for (let beat = Math.floor(after / period); ; beat++) {
    const at = Math.round(beat * period);
    if (at > after) return at;
  }
}
