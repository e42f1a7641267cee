import { draw } from './chance.js';
import type { Site } from './site.js';

/** Share of the period by which a report may come early or late. */
const JITTER = 0.1;

/**
 * The first instant after `after` at which the site reports. Sites are out of step, and each report is a little off
 * its beat: devices that are in step would put a minute's readings into one second.
 */
export function nextReport(site: Site, seed: number, after: number): number {
  for (let beat = Math.floor(after / site.period - draw(seed, site.key)) - 1; ; beat++) {
    const at = reportAt(site, seed, beat);
    if (at > after) return at;
  }
}

function reportAt(site: Site, seed: number, beat: number): number {
  const off = (draw(seed, site.key ^ 0x68e31da4, beat) - 0.5) * JITTER;
  return Math.round((beat + draw(seed, site.key) + off) * site.period);
}
