import { TOPICS, type Window } from '@toancanh/events';
import { type Commit, type Entry, HOLD, Log, type Reader } from '@toancanh/log';
import type { Handler } from './member.js';
import type { Aim } from './plan.js';
import type { Stage } from './stages.js';

/** A stage made wrong: `log` stands between it and the log, `handler` around its handler. */
export interface Sabotage {
  readonly log?: (stage: Stage, log: Log) => Log;
  readonly handler?: (stage: Stage, handler: Handler, log: Log) => Handler;
}

export type SabotageName =
  | 'the watermark is not stored'
  | 'the aggregator commits before it publishes'
  | 'the archiver commits before it stores'
  | 'the reviser does not wait for the archivers'
  | 'the reviser commits before it publishes'
  | 'corrections carry no epoch'
  | 'a reviser says nothing of what its predecessor had in hand';

interface Found extends Sabotage {
  /** Schedules of which one must go wrong. */
  readonly within: number;
  /** More arrivals than usual. */
  readonly arrivals?: number;
  readonly aim?: Aim;
}

const ABOUT_TO_CORRECT: Aim = { stage: 'reviser', at: 'append city.windows' };

/** Each takes one rule away, from outside: the product has no switch for it. */
export const SABOTAGES: Readonly<Record<SabotageName, Found>> = {
  'the watermark is not stored': {
    within: 300,
    arrivals: 45,
    handler: only('aggregator', (handler) =>
      answering(handler, (commit) => ({
        ...commit,
        metadata: JSON.stringify({ ...(JSON.parse(commit.metadata!) as object), watermark: null }),
      })),
    ),
  },
  'the aggregator commits before it publishes': {
    within: 50,
    log: (stage, log) => (stage === 'aggregator' ? new LaterLog(log) : log),
    handler: only('aggregator', (handler, log) => ({
      activate: (assignment) => handler.activate!(assignment),
      take: (batch) => handler.take(batch),
      committed: () => (log as LaterLog).appendAll(),
    })),
  },
  'the archiver commits before it stores': {
    within: 100,
    handler: only('archiver', (handler) => {
      const stored: (() => Promise<unknown>)[] = [];
      return {
        activate: (assignment) => handler.activate!(assignment),
        take: async (batch) => void stored.push(() => handler.take(batch)),
        committed: async () => void (await stored.shift()!()),
      };
    }),
  },
  'the reviser does not wait for the archivers': {
    within: 10,
    log: (stage, log) => (stage === 'reviser' ? new ImpatientLog(log) : log),
  },
  'the reviser commits before it publishes': {
    within: 600,
    log: (stage, log) => (stage === 'reviser' ? new LaterLog(log) : log),
    handler: only('reviser', (handler, log) => ({
      activate: (assignment) => handler.activate!(assignment),
      take: (batch) => handler.take(batch),
      committed: () => (log as LaterLog).appendAll(),
    })),
  },
  'corrections carry no epoch': {
    within: 1_500,
    aim: ABOUT_TO_CORRECT,
    log: (stage, log) => (stage === 'reviser' ? new TimelessLog(log) : log),
  },
  'a reviser says nothing of what its predecessor had in hand': {
    within: 3_000,
    aim: ABOUT_TO_CORRECT,
    handler: only('reviser', (handler) => ({
      activate: ({ partitions, commit }) =>
        handler.activate!({ partitions: partitions.map((one) => ({ ...one, next: 0 })), commit }),
      take: (batch) => handler.take(batch),
    })),
  },
};

function only(
  sabotaged: Stage,
  wrap: (handler: Handler, log: Log) => Handler,
): NonNullable<Sabotage['handler']> {
  return (stage, handler, log) => (stage === sabotaged ? wrap(handler, log) : handler);
}

function answering(handler: Handler, change: (commit: Commit) => Commit): Handler {
  return {
    activate: ({ partitions, commit }) =>
      handler.activate!({ partitions, commit: (of) => commit(change(of)) }),
    take: async (batch) => {
      const answer = await handler.take(batch);
      return answer && answer !== HOLD ? change(answer) : answer;
    },
  };
}

/** Another log, but for what a sabotage changes. */
class AnotherLog extends Log {
  readonly appendedAt = undefined;

  constructor(protected readonly log: Log) {
    super();
  }

  append(topic: string, entries: readonly Entry[]): Promise<void> {
    return this.log.append(topic, entries);
  }

  extent(topic: string): ReturnType<Log['extent']> {
    return this.log.extent(topic);
  }

  committed(group: string, topic: string): ReturnType<Log['committed']> {
    return this.log.committed(group, topic);
  }

  subscribe(): Promise<Reader> {
    throw new Error('here the schedule delivers');
  }

  async close(): Promise<void> {}
}

/** Says that it has appended, and appends when it is told to. */
class LaterLog extends AnotherLog {
  readonly #later: (() => Promise<void>)[] = [];

  override async append(topic: string, entries: readonly Entry[]): Promise<void> {
    this.#later.push(() => this.log.append(topic, entries));
  }

  async appendAll(): Promise<void> {
    for (const append of this.#later.splice(0)) await append();
  }
}

/** On which everybody has always done everything. */
class ImpatientLog extends AnotherLog {
  override async committed(_group: string, topic: string): ReturnType<Log['committed']> {
    const ends = await this.log.extent(topic);
    return new Map(ends.map(({ partition, next }) => [partition, next]));
  }
}

/** On which all windows are of one epoch. */
class TimelessLog extends AnotherLog {
  override append(topic: string, entries: readonly Entry[]): Promise<void> {
    if (topic !== TOPICS.windows.name) return this.log.append(topic, entries);
    const windows = entries.map(({ key, value }) => ({ key, window: JSON.parse(value!) as Window }));
    return this.log.append(
      topic,
      windows.map(({ key, window }) => ({ key, value: JSON.stringify({ ...window, epoch: 1 }) })),
    );
  }
}
