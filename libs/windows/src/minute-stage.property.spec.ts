import { type Reading, type Sensor, supersedes, type Window, windowIdentity } from '@toancanh/events';
import fc from 'fast-check';
import { Expectation } from './expectation.js';
import { MinuteStage } from './minute-stage.js';
import { noticesOf } from './notices-of.js';
import { decodePosition, encodePosition } from './position.js';
import { windowsOf } from './windows-of.js';

// Whatever the order in which partitions are read, however often batches come back, wherever the process dies, and whatever
// a paused predecessor still publishes: the windows and notices that stand in the end are those of an oracle that looks at
// the whole log at once.

const PARTITIONS = 3;
const LATENESS = 30_000;
const MINUTE = 60_000;
const PATH: Record<string, string[]> = { e1: ['e1', 'province'], w1: ['w1', 'province'] };
const pathOf = (area: string) => PATH[area]!;
/** A sensor lives in one partition, as by its key. */
const SENSORS = [0, 1, 2, 0, 1].map((partition, n): Sensor & { partition: number } => ({
  id: `s${n}`,
  gateway: 'g',
  domain: 'environment',
  area: n < 3 ? 'e1' : 'w1',
  metrics: ['x'],
  partition,
}));

interface Entry {
  readonly appendTime: number;
  readonly reading?: Reading;
}
type Topic = readonly (readonly Entry[])[];

// ── the log ────────────────────────────────────────────────────────────────────────────────────────────────────────

const entries = fc.array(
  fc.record({
    sensor: fc.option(fc.nat(SENSORS.length - 1), { freq: 6 }),
    step: fc.nat(25_000),
    /** Mostly a little old, sometimes too late, sometimes dated ahead. */
    age: fc.oneof(
      { weight: 4, arbitrary: fc.integer({ min: 0, max: 40_000 }) },
      fc.integer({ min: -70_000, max: 200_000 }),
    ),
    value: fc.integer({ min: 1, max: 3 }),
    fault: fc.boolean(),
    /** How many readings back this one repeats: 0 for none. */
    repeats: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.nat(5)),
  }),
  { minLength: 5, maxLength: 60, size: 'max' },
);

const topics = entries.map((given): Topic => {
  const topic: Entry[][] = Array.from({ length: PARTITIONS }, () => []);
  const said: { sensor: number; at: number; value: number }[] = [];
  let now = 1_000_000;
  for (const { sensor, step, age, value, fault, repeats } of given) {
    now += step;
    if (sensor === null) {
      for (const partition of topic) partition.push({ appendTime: now });
      continue;
    }
    const before = repeats > 0 ? said.at(-repeats) : undefined;
    const one = before
      ? { ...before, value: value === 3 ? 3 : before.value }
      : { sensor, at: now - age, value };
    said.push(one);
    const { id, partition } = SENSORS[one.sensor]!;
    const reading: Reading = {
      sensor: id,
      gateway: 'g',
      at: one.at,
      receivedAt: now,
      values: { x: one.value },
      quality: before && fault ? 'fault' : 'ok',
    };
    topic[partition]!.push({ appendTime: now, reading });
  }
  return topic;
});

// ── the oracle: no watermark, no state, no order of partitions ─────────────────────────────────────────────────────

function oracle(topic: Topic) {
  const values = new Map<string, Map<string, number>>();
  const notices = new Set<string>();
  for (const partition of topic) {
    for (const { appendTime, reading } of partition) {
      if (!reading) continue;
      const start = reading.at - (reading.at % MINUTE);
      const { area } = SENSORS.find(({ id }) => id === reading.sensor)!;
      const targets = [reading.sensor, `area:${area}`, 'area:province'].map(
        (target) => `x@${target}@${start}`,
      );
      if (appendTime >= start + MINUTE + LATENESS) {
        for (const target of targets) notices.add(target);
        continue;
      }
      for (const target of targets) {
        const held = values.get(target) ?? new Map<string, number>();
        values.set(target, held);
        if (reading.quality === 'ok') held.set(`${reading.sensor}@${reading.at}`, reading.values['x']!);
        else held.delete(`${reading.sensor}@${reading.at}`);
      }
    }
  }
  const windows = Object.fromEntries(
    [...values]
      .filter(([, held]) => held.size > 0)
      .map(([target, held]) => {
        const all = [...held.values()].sort((a, b) => a - b);
        const h = (all.length - 1) * 0.95;
        const [low, high] = [all[Math.floor(h)]!, all[Math.ceil(h)]!];
        return [
          target,
          {
            count: all.length,
            sum: all.reduce((a, b) => a + b, 0),
            min: all[0],
            max: all.at(-1),
            p95: Number((low + (h % 1) * (high - low)).toFixed(9)),
          },
        ];
      }),
  );
  return { windows, notices: [...notices].sort() };
}

// ── a run: what a process does around the stage, with deaths ───────────────────────────────────────────────────────

type Death = 'before windows' | 'within windows' | 'before notices' | 'before commit' | 'after commit';
interface Turn {
  readonly partition: number;
  readonly records: number;
  readonly repeat: boolean;
  readonly hold: boolean;
  readonly death: Death | null;
  /** The dead one was only paused: it does so many more turns, publishing, and may not commit. */
  readonly wakes: number;
}
const turns = fc.array(
  fc.record<Turn>({
    partition: fc.nat(PARTITIONS - 1),
    records: fc.integer({ min: 1, max: 8 }),
    repeat: fc.boolean(),
    hold: fc.boolean(),
    death: fc.option(
      fc.constantFrom<Death>(
        'before windows',
        'within windows',
        'before notices',
        'before commit',
        'after commit',
      ),
      { freq: 3 },
    ),
    wakes: fc.nat(4),
  }),
  { minLength: 1, maxLength: 40, size: 'max' },
);

class City {
  readonly windows = new Map<string, Window>();
  readonly notices = new Set<string>();
  offsets = new Map<number, number>();
  metadata: string | undefined;

  constructor(readonly topic: Topic) {}

  publish(window: Window): void {
    const identity = windowIdentity(window);
    const stands = this.windows.get(identity);
    if (!stands || supersedes(window, stands)) this.windows.set(identity, window);
  }

  result() {
    const windows = Object.fromEntries(
      [...this.windows.values()].map(({ sensor, area, start, count, sum, min, max, p95 }) => [
        `x@${sensor ?? `area:${area}`}@${start}`,
        { count, sum, min, max, p95: Number(p95.toFixed(9)) },
      ]),
    );
    return { windows, notices: [...this.notices].sort() };
  }
}

class Process {
  readonly #stage: MinuteStage;
  readonly #next: Map<number, number>;

  constructor(private readonly city: City) {
    const committed = city.metadata === undefined ? undefined : decodePosition(city.metadata);
    const starts = new Map(Array.from({ length: PARTITIONS }, (_, p) => [p, city.offsets.get(p) ?? 0]));
    const epoch = (committed?.epoch ?? 0) + 1;
    this.#stage = new MinuteStage({ lateness: LATENESS, epoch, starts, committed });
    this.#next = new Map(starts);
    city.offsets = starts;
    city.metadata = encodePosition({
      epoch,
      watermark: committed?.watermark ?? -Infinity,
      reached: committed?.reached ?? starts,
    });
  }

  get done(): boolean {
    return this.city.topic.every((partition, p) => this.#next.get(p)! >= partition.length);
  }

  /** One batch; `death` is where the process ends. */
  turn({ partition, records, repeat, hold, death }: Turn, mayCommit = true): void {
    const from = this.#next.get(partition)!;
    const batch = this.city.topic[partition]!.slice(from, from + records);
    for (let pass = 0; pass < (repeat ? 2 : 1); pass++) {
      for (const [index, { appendTime, reading }] of batch.entries()) {
        const offset = from + index;
        if (!this.#stage.reach(partition, offset, appendTime) || !reading) continue;
        const sensor = SENSORS.find(({ id }) => id === reading.sensor)!;
        this.#stage.take(partition, offset, appendTime, reading, sensor);
      }
    }
    const { asOf, minutes, late } = this.#stage.due();
    if (death === 'before windows') return;
    const expectation = new Expectation([], MINUTE, '2026-11-23', pathOf);
    const { series, epoch } = this.#stage;
    for (const minute of minutes) {
      for (const window of windowsOf(minute, { series, expectation, pathOf, epoch, asOf })) {
        this.city.publish(window);
        if (death === 'within windows') return;
      }
    }
    if (death === 'before notices') return;
    for (const key of noticesOf(late, pathOf).keys()) this.city.notices.add(key);
    this.#next.set(partition, from + batch.length);
    if (!mayCommit || death === 'before commit' || this.#stage.replaying) return;
    if (hold && minutes.length === 0) return;
    this.city.offsets = this.#stage.needs();
    this.city.metadata = encodePosition(this.#stage.position());
  }
}

/** The plan, and then calm days: intake goes on ticking into every partition, and everything is read. */
function run(given: Topic, plan: readonly Turn[]): City {
  const topic = given.map((partition) => [...partition]);
  const city = new City(topic);
  let process = new Process(city);
  for (const turn of plan) {
    process.turn(turn);
    if (turn.death === null) continue;
    const paused = process;
    process = new Process(city);
    for (let n = 0; n < turn.wakes; n++)
      paused.turn({ ...turn, partition: n % PARTITIONS, death: null }, false);
  }
  const later = Math.max(...given.flat().map(({ appendTime }) => appendTime)) + 10 * MINUTE;
  for (const partition of topic) partition.push({ appendTime: later });
  const calm = { records: 5, repeat: false, hold: true, death: null, wakes: 0 };
  for (let n = 0; !process.done; n++) process.turn({ ...calm, partition: n % PARTITIONS });
  return city;
}

describe('MinuteStage under any schedule', () => {
  it('publishes the windows and the notices of the oracle', () => {
    fc.assert(
      fc.property(topics, turns, (topic, plan) => expect(run(topic, plan).result()).toEqual(oracle(topic))),
      { numRuns: 500 },
    );
  });

  it('gives the same bits to every activation', () => {
    fc.assert(
      fc.property(topics, turns, (topic, plan) => {
        const calmly = run(topic, []).windows;
        const wildly = run(topic, plan).windows;
        for (const [identity, { epoch: _, asOf: __, ...window }] of calmly) {
          expect(wildly.get(identity)).toMatchObject(window);
        }
      }),
      { numRuns: 100 },
    );
  });
});
