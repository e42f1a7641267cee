import { runChild } from '../../libs/log/src/testing/run-child.js';
import { SABOTAGES } from './sabotage.js';

interface Found {
  readonly schedules: number;
  readonly windows: number;
  readonly seed?: number;
  readonly least?: {
    readonly plan: { arrivals: number; mischief: number };
    readonly wrong: readonly string[];
  };
}

/** Together with those of the sabotages one for each core of a small machine. */
const PROCESSES = 2;
const SCHEDULES = Number(process.env['SCHEDULES'] ?? 10_000);
const FIRST = Number(process.env['SEED'] ?? 0);
const PATIENCE = 300_000;

async function run(...args: string[]): Promise<Found[]> {
  const child = runChild(new URL('./run.ts', import.meta.url), args);
  await child.ended;
  try {
    return child.said
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Found);
  } catch {
    throw new Error(child.said);
  }
}

/** Said so that a person can run it again. */
function inWords({ seed, least }: Found): string {
  if (seed === undefined || !least) return '';
  const { arrivals, mischief } = least.plan;
  return [
    `seed ${seed} goes wrong; the least of it: SEED=${seed} ARRIVALS=${arrivals} MISCHIEF=${mischief} npm test -- test/simulation/trace`,
    ...least.wrong,
  ].join('\n');
}

describe('readings, windows, late notices and corrections under any schedule', () => {
  it(
    'every window that stands in the end is that of the oracle, on the log and in the store',
    async () => {
      const share = Math.ceil(SCHEDULES / PROCESSES);
      const runs = Array.from({ length: PROCESSES }, (_, n) =>
        run('schedules', String(FIRST + n * share), String(share)),
      );
      const found = (await Promise.all(runs)).flat();
      expect(found.map(inWords).join('')).toBe('');
      expect(found.reduce((sum, { schedules }) => sum + schedules, 0)).toBe(share * PROCESSES);
      expect(found.reduce((sum, { windows }) => sum + windows, 0)).toBeGreaterThan(20 * SCHEDULES);
    },
    PATIENCE,
  );

  describe('goes wrong, and is found, where', () => {
    const names = Object.keys(SABOTAGES);
    let found: Found[] = [];
    beforeAll(async () => {
      found = await run('sabotages', ...names);
    }, PATIENCE);

    it.each(names.map((name, n) => ({ name, n })))('$name', ({ n }) => {
      expect(found[n]?.seed).toBeDefined();
    });
  });
});
