import type { StageStatus } from '@toancanh/runtime';
import type { Say } from '../texts.js';
import type { Finding } from './finding.js';

const WITHIN = 3_000;

/** What the process at an address says of itself; null where no city of ours answers. */
export interface Running {
  /** Its clock, to the second. */
  readonly clock: number;
  /** Null when ready, else its reasons. */
  readonly notReady: string | null;
  readonly stages: Readonly<Record<string, StageStatus>>;
}

export async function runningAt(base: string): Promise<Running | null> {
  const get = (path: string) => fetch(base + path, { signal: AbortSignal.timeout(WITHIN) });
  try {
    const status = await get('/api/v1/status');
    const { stages } = (await status.json()) as { stages?: Record<string, StageStatus> };
    if (!stages) return null;
    const ready = await get('/health/ready');
    const reasons = await ready.text();
    return {
      clock: Date.parse(ready.headers.get('date') ?? ''),
      notReady: ready.ok ? null : reasons.slice(0, 400),
      stages,
    };
  } catch {
    return null;
  }
}

export function runningFindings({ notReady, stages }: Running, say: Say): Finding[] {
  const unexplained = Object.entries(stages).flatMap(([stage, counts]) => {
    const { received, accepted, late, duplicate, rejected } = counts;
    const explained = accepted + late + duplicate + rejected;
    return explained === received ? [] : [say('countsBad', { stage, received, explained })];
  });
  return [
    notReady === null
      ? { check: 'ready', verdict: 'good', detail: say('readyGood') }
      : {
          check: 'ready',
          verdict: 'bad',
          detail: say('readyBad', { why: notReady }),
          cure: say('readyCure'),
        },
    unexplained.length === 0
      ? {
          check: 'accounts',
          verdict: 'good',
          detail: say('countsGood', { received: stages.intake?.received ?? 0 }),
        }
      : { check: 'accounts', verdict: 'bad', detail: unexplained.join('; '), cure: say('countsCure') },
  ];
}
