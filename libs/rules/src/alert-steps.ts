import type { Alert, AlertChange, Command } from '@toancanh/events';
import type { Move } from '@toancanh/regions';
import type { Rule } from './rule.js';

/** Text to a short text that hardly any other text has, the same in every process: SHA-256, first 32 hexadecimal digits. */
export type Hash = (text: string) => string;

/** What a rule watches. */
export interface Subject {
  readonly rule: Rule;
  /** Left out for an area as a whole. */
  readonly sensor?: string;
  /** The area itself, or the one the sensor is in. */
  readonly area: string;
  readonly unit?: string;
}

/** Why a rule raises. Instants are event time, which for silence is the log's append time. */
export interface Evidence {
  readonly since: number;
  readonly raisedAt: number;
  /** Instant of what was seen last. */
  readonly at: number;
  readonly value?: number;
  readonly inputs: Alert['inputs'];
  readonly limit?: number;
  readonly simulated: boolean;
}

const MOST_HISTORY = 100;

/**
 * The state machine of an alert. Each function gives the next version, whole, and leaves the one it got:
 *
 *     raised ─▶ unacknowledged ──acknowledge──▶ acknowledged
 *                 │        ▲                         │
 *              returns   resumes                  returns
 *                 ▼        │                         ▼
 *               returned ──┴────acknowledge───▶   normal    (the episode is over; the next one has another id)
 */
export function raised(subject: Subject, evidence: Evidence, hash: Hash): Alert {
  const { rule, sensor, area, unit } = subject;
  const { since, raisedAt, at, value, inputs, limit, simulated } = evidence;
  return {
    id: hash(`${rule.id}\n${targetOf(subject)}\n${since}`),
    version: 1,
    rule: rule.id,
    ruleVersion: rule.version,
    priority: rule.priority,
    state: 'unacknowledged',
    title: rule.title,
    domain: rule.domain,
    metric: rule.metric,
    ...(sensor !== undefined && { sensor }),
    area,
    since,
    raisedAt,
    ...(value !== undefined && { value }),
    ...(limit !== undefined && { limit }),
    ...(unit !== undefined && { unit }),
    inputs: [...inputs],
    history: [{ version: 1, at, what: 'raised', ...(value !== undefined && { value }) }],
    simulated,
  };
}

/** The condition is back before anybody acknowledged that it had gone: the same episode goes on. */
export function resumed({ returnedAt: _, ...alert }: Alert, { at, value, inputs }: Evidence): Alert {
  const change = { at, what: 'resumed', ...(value !== undefined && { value }) } as const;
  return next(alert, change, { state: 'unacknowledged', inputs: [...inputs] });
}

export function worsened(alert: Alert, at: number, value: number): Alert {
  return next(alert, { at, what: 'worsened', value }, { value });
}

export function returned(alert: Alert, at: number, value?: number, note?: string): Alert {
  const change = {
    at,
    what: 'returned',
    ...(value !== undefined && { value }),
    ...(note !== undefined && { note }),
  } as const;
  return next(alert, change, {
    state: alert.state === 'acknowledged' ? 'normal' : 'returned',
    returnedAt: at,
  });
}

export function acknowledged(alert: Alert, { at, who, why }: Command): Alert {
  const change = { at, what: 'acknowledged', who, ...(why !== undefined && { note: why }) } as const;
  return next(alert, change, {
    state: alert.state === 'returned' ? 'normal' : 'acknowledged',
    acknowledgedAt: at,
    acknowledgedBy: who,
  });
}

/** A reform, or a change of desks: from then on it counts elsewhere, or is somebody else's. Who had it stays in its history. */
export function moved({ desk: before, heir: _, ...alert }: Alert, { at, area, desk }: Move): Alert {
  const change = {
    at,
    what: 'moved',
    ...(before !== undefined && { from: before }),
    ...(desk !== undefined && { to: desk }),
  } as const;
  return next(alert, change, {
    ...(desk !== undefined && { desk }),
    ...(area !== alert.area && { heir: area }),
    movedAt: at,
  });
}

/**
 * What it watched is no more, so that its condition cannot end by itself. It is not over until somebody of the desk that has
 * it now has looked: an acknowledgement of before does not count.
 */
export function orphaned(alert: Alert, at: number): Alert {
  const note =
    'Địa bàn được theo dõi không còn; trực ban mới cần xem. / The area it watched is no more; the desk that has it now must look.';
  return next(alert, { at, what: 'returned', note }, { state: 'returned', returnedAt: at });
}

/** The condition holds, as far as is known. */
export function isActive({ state }: Alert): boolean {
  return state === 'unacknowledged' || state === 'acknowledged';
}

/** The event time up to which an alert has taken in what was seen; commands and reforms have another clock. */
export function settledTo({ history }: Alert): number {
  const seen = history.filter(({ what }) => what !== 'acknowledged' && what !== 'moved');
  return Math.max(...seen.map(({ at }) => at));
}

export function targetOf({ sensor, area }: { sensor?: string; area: string }): string {
  return sensor ?? `area:${area}`;
}

function next(alert: Alert, change: Omit<AlertChange, 'version'>, fields: Partial<Alert>): Alert {
  const version = alert.version + 1;
  const history = [...alert.history, { version, ...change }].slice(-MOST_HISTORY);
  return { ...alert, ...fields, version, history };
}
