import type { Say } from '../texts.js';
import type { Finding } from './finding.js';

export const LEAST_FREE = 1024 ** 3;
const APART = 2_000;

/** `engines.node` of the package says from which version on. */
export function nodeFinding(version: string, wanted: string, say: Say): Finding {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  const [wantedMajor = 0, wantedMinor = 0] = wanted.replace(/^\D+/, '').split('.').map(Number);
  const enough = major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
  return enough
    ? { check: 'node', verdict: 'good', detail: version }
    : { check: 'node', verdict: 'bad', detail: version, cure: say('nodeCure', { wanted }) };
}

export interface ClockFacts {
  readonly now: number;
  readonly zone: string;
  /** When the product was built, if it is known: no clock is right that shows an earlier time. */
  readonly built: number | undefined;
  /** The running server's clock at `now`, to the second. */
  readonly server: number | undefined;
}

export function clockFinding({ now, zone, built, server }: ClockFacts, say: Say): Finding {
  const iso = (at: number) => new Date(at).toISOString();
  const bad = (detail: string): Finding => ({
    check: 'clock',
    verdict: 'bad',
    detail,
    cure: say('clockCure'),
  });
  if (built !== undefined && now < built) return bad(say('clockBad', { now: iso(now), built: iso(built) }));
  if (server !== undefined && Math.abs(now - server) > APART) {
    return bad(say('clockApart', { seconds: Math.round(Math.abs(now - server) / 1000) }));
  }
  return { check: 'clock', verdict: 'good', detail: say('clockGood', { now: iso(now), zone }) };
}

/** `why`: the error of trying to write; absent when it went well. */
export function dataFinding(
  { folder, free, why }: { folder: string; free?: number; why?: string },
  say: Say,
): Finding {
  if (why !== undefined || free === undefined) {
    return {
      check: 'data',
      verdict: 'bad',
      detail: say('dataBad', { folder, why: why ?? '' }),
      cure: say('dataCure'),
    };
  }
  const facts = { folder, free: gibibytes(free) };
  return free < LEAST_FREE
    ? {
        check: 'data',
        verdict: 'bad',
        detail: say('dataTight', facts),
        cure: say('dataTightCure', { least: gibibytes(LEAST_FREE) }),
      }
    : { check: 'data', verdict: 'good', detail: say('dataGood', facts) };
}

function gibibytes(bytes: number): string {
  return `${(bytes / 1024 ** 3).toFixed(1)} GiB`;
}
