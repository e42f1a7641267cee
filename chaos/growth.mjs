import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Milliseconds of the run before which every process is taken to be warming up. */
const WARM = 3_000;

/**
 * How many MiB each process that was never started again has grown by, at most, against its level before the first fault.
 * What happens after `until`, when everything is asked for, is nobody's growth.
 */
export function growthOf(folder, base, until, { steps }) {
  const first =
    base + Math.max(WARM, steps.length > 0 ? Math.min(...steps.map(({ from }) => from * 1_000)) : 0);
  const series = new Map();
  for (const line of readFileSync(join(folder, 'memory.ndjson'), 'utf8').trim().split('\n')) {
    const { time, name, starts, mib } = JSON.parse(line);
    const one = series.get(name) ?? { before: 0, most: 0, starts };
    if (time > until) continue;
    if (starts !== one.starts) one.again = true;
    if (time <= first) one.before = Math.max(one.before, mib);
    else one.most = Math.max(one.most, mib);
    series.set(name, one);
  }
  return Object.fromEntries(
    [...series]
      .filter(([name, { before, again }]) => before > 0 && !again && !name.startsWith('('))
      .map(([name, { before, most }]) => [name, Math.round(most - before)]),
  );
}
