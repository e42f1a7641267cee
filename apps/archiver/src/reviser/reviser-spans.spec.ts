import { setImmediate as turn } from 'node:timers/promises';
import { type Span, TOPICS, type Window } from '@toancanh/events';
import { Log } from '@toancanh/log';
import { DAY, ReviserHouse, START } from './testing/reviser-house.js';

const HOUR = 3_600_000;
const MINUTE = 60_000;
/** START is noon in Vietnam. */
const TODAY = START - 12 * HOUR;

describe('Reviser, of hours and days', () => {
  let house: ReviserHouse;
  beforeEach(() => {
    house = new ReviserHouse();
    house.clock.now = () => TODAY + 26 * HOUR;
    house.clock.pause = async () => undefined;
  });
  afterEach(() => house.log.close());

  /** A minute of `a`, so many minutes into the hour; the areas above it are the aggregator's business too. */
  const minute = (n: number, value: number, more: Partial<Window> = {}) => {
    const start = START + n * MINUTE;
    const figures = { count: 1, sum: value, min: value, max: value, mean: value, p50: value, p95: value };
    return { sensor: 'a', start, end: start + MINUTE, ...figures, ...more };
  };
  const of = ({ area }: { area: string }, { sensor: _, ...rest }: Partial<Window>) => ({ ...rest, area });
  const all = async () => {
    const { reader, reviser } = await house.revising();
    await reader.caughtUp;
    // It has named hours and days, which it reads again.
    while (!(await isDone(house))) await turn();
    await reader.close();
    return reviser;
  };
  const long = () => house.published().filter((text) => /^1[hd]/.test(text));

  it('makes the windows of all that have one in the hour, and of the day from its hours', async () => {
    await house.closed(minute(0, 5), minute(3, 7), minute(59, 9), minute(60, 100));
    await house.closed(of({ area: 'ward' }, minute(0, 5)), minute(4, 2, { metric: 'noise' }));
    await house.ended('1h', START);
    await house.archiver();
    const reviser = await all();
    expect(long()).toEqual(['1h of a 0.1: 1 make 2', '1h of a 0.1: 3 make 21', '1h of ward 0.1: 1 make 5']);
    expect(reviser.made).toEqual({ '1m': 0, '1h': 3, '1d': 0 });
    await house.ended('1h', START + HOUR);
    await house.ended('1d', TODAY);
    await all();
    expect(long().filter((text) => text.startsWith('1d'))).toEqual([
      ...['1d of a 0.2: 1 make 2', '1d of a 0.2: 4 make 121', '1d of ward 0.2: 1 make 5'],
    ]);
  });

  it('publishes nothing for a span that is said to have ended twice', async () => {
    await house.closed(minute(0, 5));
    for (let n = 0; n < 2; n += 1) await house.ended('1h', START);
    await house.archiver();
    const { reader } = await house.revising();
    await reader.caughtUp;
    await house.ended('1h', START);
    while (!(await isDone(house))) await turn();
    expect(long()).toEqual(['1h of a 0.1: 1 make 5']);
  });

  it('says an hour again that it may have been making when it died, so that what a sleeper publishes does not stand', async () => {
    await house.closed(minute(0, 5));
    await house.archiver();
    const crashed = await house.revising(after(house.log, TOPICS.windows.name));
    await house.ended('1h', START);
    while (crashed.faults.length === 0) await turn();
    crashed.reviser.stop();
    await crashed.reader.close();
    await all();
    expect(long()).toEqual(['1h of a 0.1: 1 make 5', '1h of a 1.2: 1 make 5']);
  });

  it.each<{ name: string; given: (house: ReviserHouse) => Promise<void>; then: string[] }>([
    {
      name: 'a late reading corrects its minute, the hour above it and the day above that',
      given: async () => {
        await house.read('c', 1, 5);
        await house.closed(minute(0, 5, { sensor: 'c' }));
        await house.ended('1h', START);
        await house.ended('1d', TODAY);
        await all();
        await house.read('c', 2, 7);
        await house.notice('c');
      },
      then: [
        ...['1d of c 0.1: 1 make 5', '1d of c 1.2: 2 make 12', '1d of city 1.2: 2 make 12'],
        ...['1h of c 0.1: 1 make 5', '1h of c 1.2: 2 make 12', '1h of city 1.2: 2 make 12'],
        ...['c 0.9: 1 make 5', 'c 1.2: 2 make 12', 'city 1.2: 2 make 12'],
      ],
    },
    {
      name: 'what came late before its hour ended is in the first of the hour',
      given: async () => {
        await house.closed(minute(0, 5, { sensor: 'c' }));
        await house.read('c', 1, 5);
        await house.read('c', 2, 7);
        await house.notice('c');
        await house.ended('1h', START);
      },
      then: [
        ...['1h of c 0.1: 2 make 12', '1h of city 0.1: 2 make 12', 'c 0.9: 1 make 5'],
        ...['c 1.1: 2 make 12', 'city 1.1: 2 make 12'],
      ],
    },
    {
      name: 'the hour goes on: its end will take in what came late',
      given: async () => {
        await house.ended('1h', START - HOUR);
        await house.read('c', 2, 7);
        await house.notice('c');
      },
      then: ['c 1.1: 1 make 7', 'city 1.1: 1 make 7'],
    },
    {
      name: 'the first readings of an hour that ended long before anybody began to count',
      given: async () => {
        await house.ended('1h', START + HOUR);
        await house.ended('1d', TODAY);
        await all();
        await house.read('c', 2, 7);
        await house.notice('c');
      },
      then: [
        ...['1d of c 1.2: 1 make 7', '1d of city 1.2: 1 make 7', '1h of c 1.2: 1 make 7'],
        ...['1h of city 1.2: 1 make 7', 'c 1.2: 1 make 7', 'city 1.2: 1 make 7'],
      ],
    },
    {
      name: 'an hour whose values were all withdrawn goes on without values',
      given: async () => {
        await house.read('c', 1, 5);
        await house.closed(minute(0, 5, { sensor: 'c' }));
        await house.ended('1h', START);
        await all();
        await house.read('c', 1, 5, 'fault');
        await house.notice('c');
      },
      then: ['1h of c 0.1: 1 make 5', '1h of c 1.2: 0 make 0', 'c 0.9: 1 make 5', 'c 1.2: 0 make 0'].concat(
        // In doubt whether it died before it had said so, it says that there is nothing.
        'city 1.2: 0 make 0',
      ),
    },
  ])('$name', async ({ given, then }) => {
    await house.archiver();
    await given(house);
    await all();
    expect(house.published()).toEqual(then);
  });

  it('corrects the hour also when it dies between the minute and the notice of the hour', async () => {
    await house.read('c', 1, 5);
    await house.closed(minute(0, 5, { sensor: 'c' }));
    await house.ended('1h', START);
    await house.archiver();
    await all();
    await house.read('c', 2, 7);
    await house.notice('c');
    const died = new Promise<void>((resolve) => {
      const dying = without(house.log, TOPICS.late.name, resolve);
      void house.revising(dying).then(({ reader }) => died.then(() => reader.close()));
    });
    await died;
    await all();
    expect(long()).toEqual([
      ...['1h of c 0.1: 1 make 5', '1h of c 1.3: 2 make 12', '1h of city 1.3: 2 make 12'],
    ]);
  });

  it('corrects the hour also when the log would not take its name at first', async () => {
    await house.read('c', 1, 5);
    await house.closed(minute(0, 5, { sensor: 'c' }));
    await house.ended('1h', START);
    await house.archiver();
    await all();
    const { reader } = await house.revising(without(house.log, TOPICS.late.name, () => undefined, 1));
    await house.read('c', 2, 7);
    await house.notice('c');
    while (!(await isDone(house))) await turn();
    await reader.close();
    expect(long()).toEqual([
      ...['1h of c 0.1: 1 make 5', '1h of c 1.2: 2 make 12', '1h of city 1.2: 2 make 12'],
    ]);
  });

  it('remembers across a restart what has been closed', async () => {
    await house.ended('1h', START);
    await house.ended('1d', TODAY);
    await house.archiver();
    await all();
    const reviser = house.reviser();
    const metadata = JSON.stringify({ epoch: 1, ended: { '1h': START + HOUR, '1d': TODAY + DAY } });
    const partitions = [{ topic: 't', partition: 0, first: 0, next: 2, committed: 2, metadata }];
    await reviser.activate({ partitions, commit: async () => undefined });
    expect([reviser.closed.upTo('1h'), reviser.closed.upTo('1d')]).toEqual([START + HOUR, TODAY + DAY]);
  });

  it.each<{ span: Span; retained: string; at: number; made: number }>([
    { span: '1h', retained: 'readings are gone, minutes are there', at: START + 91 * DAY, made: 1 },
    { span: '1h', retained: 'minutes may be gone', at: START + 400 * DAY, made: 0 },
  ])('makes $made of a $span whose $retained', async ({ at, made }) => {
    await house.closed(minute(0, 5));
    await house.ended('1h', START);
    await house.archiver();
    house.clock.now = () => at;
    await all();
    expect(long()).toHaveLength(made);
  });

  it('makes an hour of more targets than it gathers at once', async () => {
    const many = Array.from({ length: 25 }, (_, n) => minute(n % 3, n, { sensor: `s${n}` }));
    await house.closed(...many);
    await house.ended('1h', START);
    await house.archiver();
    const { LIMITS } = await import('./limits.js');
    const { tallies } = LIMITS;
    Object.assign(LIMITS, { tallies: 10 });
    try {
      await all();
    } finally {
      Object.assign(LIMITS, { tallies });
    }
    expect(long()).toEqual(many.map(({ sensor, sum }) => `1h of ${sensor} 0.1: 1 make ${sum}`).sort());
  });
});

async function isDone({ log }: ReviserHouse): Promise<boolean> {
  const [late] = await log.extent(TOPICS.late.name);
  return (await log.committed('reviser', TOPICS.late.name)).get(0) === late!.next;
}

/** A log that takes what it is given for one topic, and then answers as if it had not. */
function after(log: Log, topic: string): Log {
  return new (class extends Log {
    append = async (...[to, entries]: Parameters<Log['append']>) => {
      await log.append(to, entries);
      if (to === topic) throw new Error('dead');
    };
    subscribe = log.subscribe.bind(log);
    extent = log.extent.bind(log);
    committed = log.committed.bind(log);
    readonly appendedAt = undefined;
    close = log.close.bind(log);
  })();
}

/** A log that takes nothing for one topic, the first so many times, and says when it was tried. */
function without(log: Log, topic: string, tried: () => void, times = Infinity): Log {
  let left = times;
  return new (class extends Log {
    append = async (...[to, entries]: Parameters<Log['append']>) => {
      if (to !== topic || left === 0) return log.append(to, entries);
      left -= 1;
      tried();
      throw new Error('dead');
    };
    subscribe = log.subscribe.bind(log);
    extent = log.extent.bind(log);
    committed = log.committed.bind(log);
    readonly appendedAt = undefined;
    close = log.close.bind(log);
  })();
}
