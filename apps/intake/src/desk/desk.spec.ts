import { LogError } from '@toancanh/log';
import { MemoryLog } from '@toancanh/log/testing';
import { Clock, MemoryLogger, StatusBoard } from '@toancanh/runtime';
import { SensorBook } from '../screen/sensor-book.js';
import { cityOf, MemoryDirectory, sensor } from '../testing/intake-house.js';
import type { Batch } from './batch.js';
import { Desk } from './desk.js';
import { LogTime } from './log-time.js';

const PAUSE = { first: 1, longest: 2 };

async function setup(queue = 1_000, overdue = 60_000) {
  const log = new MemoryLog({ clock: { now: () => 0 } });
  const directory = new MemoryDirectory();
  const status = new StatusBoard();
  const logger = new MemoryLogger();
  const book = new SensorBook(directory, await cityOf(), 1);
  const desk = new Desk(
    log,
    directory,
    book,
    status,
    logger,
    { queue, pause: PAUSE, overdue },
    new LogTime(Object.assign(new Clock(), { now: () => 0 }), 5_000),
  );
  const flow: boolean[] = [];
  desk.listen({ rejected: () => undefined, flow: (open) => flow.push(open) });
  const settled: number[] = [];
  /** Hands over reading `n`; resolves when it is answered. */
  const hand = (n: number, fill: (batch: Batch) => void = () => undefined): Promise<void> => {
    desk.batch.readings.push({ key: 's', value: `{"n":${n}}` });
    fill(desk.batch);
    const answered = new Promise<void>((resolve) => {
      desk.batch.await({ settled: (tag) => void settled.push(tag), flush: resolve }, n, undefined);
    });
    desk.wake();
    return answered;
  };
  const inLog = () =>
    log
      .records('city.readings')
      .map(({ value }) => (value as { n?: number }).n)
      .filter((n) => n !== undefined);
  return { log, directory, status, logger, desk, flow, settled, hand, inLog };
}

describe('Desk', () => {
  it('brings what arrives during an append into the next one, in order', async () => {
    const { log, desk, hand, settled, inLog } = await setup();
    const release = log.hold();
    const first = hand(1);
    await turn();
    const others = [hand(2), hand(3)];
    expect(desk.batch.readings).toHaveLength(2);
    expect(settled).toEqual([]);
    release();
    await Promise.all([first, ...others]);
    expect(settled).toEqual([1, 2, 3]);
    expect(inLog()).toEqual([1, 2, 3]);
  });

  it('repeats a failed append until it succeeds, answers nothing before, and keeps the order', async () => {
    const { log, desk, status, flow, hand, settled, inLog, logger } = await setup();
    log.failure = new LogError('LOG_FULL', 'no room');
    const first = hand(1);
    while (desk.open) await turn();
    const second = hand(2);
    expect(Object.keys(status.troubles())).toEqual(['intake.log']);
    expect(settled).toEqual([]);
    log.failure = undefined;
    await Promise.all([first, second]);
    expect(inLog()).toEqual([1, 2]);
    expect(flow).toEqual([false, true]);
    expect(status.troubles()).toEqual({});
    // Once when it begins and once when it is over, however often it was tried.
    expect(logger.lines.map(({ level }) => level)).toEqual(['warn', 'info']);
  });

  it('stops the reading while the log leaves an append unanswered, and goes on when it answers', async () => {
    const { log, desk, status, flow, hand, settled } = await setup(1_000, 1);
    const release = log.hold();
    const first = hand(1);
    while (desk.open) await turn();
    expect(status.troubles()['intake.log']).toMatch(/no answer for 1 ms/);
    expect(settled).toEqual([]);
    release();
    await first;
    expect([flow, settled, status.troubles()]).toEqual([[false, true], [1], {}]);
  });

  it('stops the reading at its limit and goes on when half of the queue has gone', async () => {
    const { log, status, flow, hand } = await setup(10);
    const release = log.hold();
    const handed = [1, 2, 3, 4].map((n) => hand(n));
    expect(flow).toEqual([]);
    handed.push(hand(5));
    expect(flow).toEqual([false]);
    expect(status.troubles()['intake.log']).toMatch(/queue is full/);
    release();
    await Promise.all(handed);
    expect(flow).toEqual([false, true]);
  });

  it('has a sensor registered before its first reading is appended', async () => {
    const { log, directory, hand } = await setup();
    let known = -1;
    const append = log.append.bind(log);
    log.append = (topic, entries) => {
      known = directory.registrations.length;
      return append(topic, entries);
    };
    await hand(1, (batch) =>
      batch.registrations.push({ kind: 'sensor', id: 'new', at: 0, sensor: sensor('new', 'free') }),
    );
    expect(known).toBe(1);
  });

  it('writes a tick into every partition, and only the newest of those that had to wait', async () => {
    const { log, desk, hand } = await setup();
    const release = log.hold();
    const first = hand(1);
    await turn();
    for (const now of [1_000, 2_000, 3_000]) desk.tick(now);
    release();
    await Promise.all([first, hand(2)]);
    const ticks = log.records('city.readings').filter(({ value }) => 'tick' in (value as object));
    expect(ticks.map(({ value }) => value)).toEqual(Array(12).fill({ tick: 3_000 }));
  });

  it('stops with everything in the log, or gives up in time', async () => {
    const { log, desk, hand, settled } = await setup();
    void hand(1);
    await desk.stop(1_000);
    expect(settled).toEqual([1]);
    const stuck = await setup();
    stuck.log.failure = new LogError('LOG_FULL', 'no room');
    void stuck.hand(1);
    await stuck.desk.stop(5);
    expect(stuck.settled).toEqual([]);
    await log.close();
  });
});

function turn(): Promise<void> {
  return new Promise((next) => setImmediate(next));
}
