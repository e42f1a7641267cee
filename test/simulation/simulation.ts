import { supersedes, TOPICS, type Window } from '@toancanh/events';
import { LogError } from '@toancanh/log';
import { MemoryStore } from '@toancanh/store/testing';
import { NotStoredYet } from '../../apps/archiver/src/reviser/archive-progress.js';
import { type Arrival, drawFeed, lastTicks } from './feed.js';
import { type Gate, Gates, Life } from './life.js';
import { Member, type Partition } from './member.js';
import { type Figures, oracle } from './oracle.js';
import type { Plan } from './plan.js';
import { ProcessStore } from './process-store.js';
import { Random } from './random.js';
import type { Sabotage } from './sabotage.js';
import { ProcessLog, SharedLog } from './shared-log.js';
import { type Stage, type Surroundings, STAGES } from './stages.js';

export interface Outcome {
  /** Windows that were compared. */
  readonly windows: number;
  /** What differs from the oracle, in words; empty if all is well. */
  readonly wrong: readonly string[];
  readonly steps: number;
  /** How often each kind of mischief was done. */
  readonly done: Readonly<Record<Mischief, number>>;
}

export type Mischief = 'crash' | 'pause' | 'failure';

/** Far more steps than any schedule takes: one that takes them never comes to rest. */
const MOST_STEPS = 50_000;
/** Share of the steps at which something goes wrong, while there is mischief left. */
const MISCHIEF_SHARE = 0.03;
/** The same at the points that a plan aims at. */
const AIMED_SHARE = 0.5;
/** Steps for which a paused process sleeps, at most. */
const LONGEST_PAUSE = 300;

/** One holder of partitions after the other. */
interface Seat {
  readonly stage: Stage;
  readonly share: readonly Partition[];
  holder: Life;
}

/** Runs a plan to its rest and compares every window that stands in the end, on the log and in the store, with the oracle's. */
export async function simulate(plan: Plan, sabotage: Sabotage = {}, trace?: string[]): Promise<Outcome> {
  return new Simulation(plan, sabotage, trace).run();
}

class Simulation {
  readonly #random: Random;
  readonly #log = new SharedLog();
  readonly #store = new MemoryStore();
  readonly #gates = new Gates();
  readonly #feed: Arrival[];
  readonly #seats: Seat[];
  readonly #feedShare: number;
  readonly #paces = new Map<Life, number>();
  readonly #wrong: string[] = [];
  private readonly aim: Plan['aim'];
  readonly #done = { crash: 0, pause: 0, failure: 0 };
  #mischief: number;
  #lives = 0;

  constructor(
    { seed, arrivals, mischief, aim }: Plan,
    private readonly sabotage: Sabotage,
    private readonly trace: string[] | undefined,
  ) {
    this.#random = new Random(seed);
    this.aim = aim;
    this.#mischief = this.#random.below(mischief + 1);
    this.#feedShare = this.#random.pick([0.05, 0.2, 0.6]);
    const feed = drawFeed(this.#random, arrivals);
    this.#feed = [...feed, lastTicks(feed.at(-1)?.at ?? 0)];
    this.#log.now = this.#feed[0]!.at;
    this.#seats = this.#drawSeats();
  }

  async run(): Promise<Outcome> {
    for (const seat of this.#seats) this.#fill(seat);
    await settled();
    await this.#rest();
    // Ticks go on in life; the last one, when nothing goes wrong any more, finds whoever took over last.
    this.#mischief = 0;
    this.#feed.push(lastTicks(this.#log.now));
    await this.#rest();
    const windows = this.#wrong.length === 0 ? await this.#compare() : 0;
    for (const { life } of this.#gates.waiting) life.end();
    return { windows, wrong: this.#wrong, steps: this.#gates.steps, done: this.#done };
  }

  async #rest(): Promise<void> {
    while (this.#wrong.length === 0 && this.#step()) {
      await settled();
      if (this.#gates.steps > MOST_STEPS) this.#wrong.push('it never comes to rest');
    }
  }

  /** One thing happens: something arrives, a process goes on from where it waits, or something goes wrong there. */
  #step(): boolean {
    this.#gates.steps += 1;
    const ready = this.#gates.ready();
    if (this.#feed.length > 0 && (ready.length === 0 || this.#random.chance(this.#feedShare))) {
      this.#arrive(this.#feed.shift()!);
      return true;
    }
    if (ready.length === 0) return this.#wakeNext();
    const gate = this.#chosen(ready);
    if (this.#mischief > 0 && this.#random.chance(this.#shareAt(gate))) this.#goWrong(gate);
    else {
      this.trace?.push(`${gate.life.name}: ${gate.at}`);
      gate.go();
    }
    return true;
  }

  #arrive({ at, entries }: Arrival): void {
    this.#log.now = at;
    const { name } = TOPICS.readings;
    for (const entry of entries) this.#log.put(name, this.#log.partitionOf(name, entry), entry);
    this.trace?.push(`${at} ${entries.map(({ key, value }) => `${key} ${value}`).join(', ')}`);
  }

  /** Processes of different speed, so that now one is behind and now the other. */
  #chosen(ready: readonly Gate[]): Gate {
    const paceOf = ({ life }: Gate) => this.#paces.get(life)!;
    let left = this.#random.next() * ready.reduce((sum, gate) => sum + paceOf(gate), 0);
    return ready.find((gate) => (left -= paceOf(gate)) < 0) ?? ready.at(-1)!;
  }

  #wakeNext(): boolean {
    const paused = [...this.#gates.waiting].filter((gate) => gate.life.pausedUntil > this.#gates.steps);
    if (paused.length === 0) return false;
    this.#gates.steps = Math.min(...paused.map(({ life }) => life.pausedUntil));
    return true;
  }

  #shareAt({ life, at }: Gate): number {
    if (!this.aim) return MISCHIEF_SHARE;
    return life.name.startsWith(this.aim.stage) && at.startsWith(this.aim.at) ? AIMED_SHARE : 0;
  }

  #goWrong(gate: Gate): void {
    const { life } = gate;
    const kind = this.aim ? 'pause' : this.#random.pick(['crash', 'pause', 'failure'] as const);
    if ((kind === 'failure' && !gate.mayFail) || (kind === 'pause' && life.fenced)) return gate.go();
    this.#mischief -= 1;
    this.#done[kind] += 1;
    this.trace?.push(`${life.name}: ${kind} at ${gate.at}`);
    if (kind === 'failure') return gate.fail(new LogError('LOG_WRITE', 'so it was drawn'));
    if (kind === 'crash') life.end();
    else life.pausedUntil = this.#gates.steps + this.#random.below(LONGEST_PAUSE);
    const seat = this.#seats.find(({ holder }) => holder === life);
    if (seat) this.#fill(seat);
  }

  /** A process takes the seat; whoever had it, and is only paused, does not know. */
  #fill(seat: Seat): void {
    const { stage, share } = seat;
    seat.holder.fenced = true;
    this.#lives += 1;
    const life = new Life(`${stage} ${this.#lives}`, this.#gates);
    seat.holder = life;
    this.#paces.set(life, this.#random.pick([0.1, 0.5, 1]));
    const { group, handler } = STAGES[stage];
    const member = new Member(group, share, this.#log, life, this.#random, (error) => this.#fault(error));
    const plain = new ProcessLog(this.#log, life, this.#random);
    const log = this.sabotage.log?.(stage, plain) ?? plain;
    const surroundings: Surroundings = {
      log,
      store: new ProcessStore(this.#store, life),
      life,
      now: () => this.#log.now,
      lag: () => member.lag(),
    };
    const made = handler(surroundings);
    member
      .run(this.sabotage.handler?.(stage, made, log) ?? made)
      .catch((error: unknown) => this.#fault(error));
  }

  /** Whatever was not drawn is a fault of the product. */
  #fault(error: unknown): void {
    if (error instanceof LogError || error instanceof NotStoredYet) return;
    this.#wrong.push(`a process broke: ${error instanceof Error ? error.stack : String(error)}`);
  }

  #drawSeats(): Seat[] {
    const partitionsOf = (...topics: string[]): Partition[] =>
      topics.flatMap((topic) => this.#log.partitions(topic).map((_, partition) => ({ topic, partition })));
    const archived = this.#random.shuffled(partitionsOf(TOPICS.readings.name, TOPICS.windows.name));
    const half = this.#random.below(archived.length);
    const seat = (stage: Stage, share: readonly Partition[]): Seat => ({
      ...{ stage, share },
      holder: new Life('nobody', this.#gates),
    });
    return [
      seat('aggregator', partitionsOf(TOPICS.readings.name)),
      seat('archiver', archived.slice(half)),
      ...(half > 0 ? [seat('archiver', archived.slice(0, half))] : []),
      seat('reviser', partitionsOf(TOPICS.late.name)),
    ];
  }

  async #compare(): Promise<number> {
    const expected = oracle(this.#log);
    const published = new Map<string, Window>();
    for (const { value } of this.#log.partitions(TOPICS.windows.name).flat()) {
      const window = value as Window;
      // Of hours and days other tests speak.
      if (window.span !== '1m') continue;
      const stands = published.get(nameOf(window));
      if (!stands || supersedes(window, stands)) published.set(nameOf(window), window);
    }
    const stored = new Map<string, Window>();
    for (const metric of ['x', 'y']) {
      const query = { metric, span: '1m', from: 0, to: 9e12, limit: 1e6 } as const;
      for (const window of (await this.#store.windows(query)).items) stored.set(nameOf(window), window);
    }
    for (const name of new Set([...expected.keys(), ...published.keys(), ...stored.keys()])) {
      this.#judge('published', name, expected.get(name), published.get(name));
      this.#judge('stored', name, expected.get(name), stored.get(name));
    }
    return expected.size;
  }

  #judge(where: string, name: string, expected: Figures | undefined, found: Window | undefined): void {
    const isRight = expected
      ? found &&
        Object.entries(expected).every(([figure, value]) => isNear(found[figure as keyof Figures], value))
      : !found || found.count === 0;
    if (isRight) return;
    this.#wrong.push(`${where} ${name}: ${JSON.stringify(found)} instead of ${JSON.stringify(expected)}`);
  }
}

function nameOf({ metric, sensor, area, start }: Window): string {
  return `${metric} of ${sensor ?? `area ${area}`} at ${start}`;
}

function isNear(a: number, b: number): boolean {
  return Math.abs(a - b) < 1e-6;
}

/** Resolves when no process can go on before it is let. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
