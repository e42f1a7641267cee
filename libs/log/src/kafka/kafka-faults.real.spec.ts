import { jest } from '@jest/globals';
import kafkajs, { type Admin } from 'kafkajs';
import { Kafka } from '../../../../scripts/servers/kafka.mjs';
import { HOLD, type LogRecord, type Subscription } from '../log.js';
import { gate, Inbox } from '../testing/inbox.js';
import { type Child, runChild } from '../testing/run-child.js';
import { KafkaLog, type KafkaLogOptions } from './kafka-log.js';

jest.setTimeout(90_000);

const DAY = 86_400_000;
const WORK = { name: 'work', partitions: 4, kept: { retention: DAY } };
const SNAPSHOT = { name: 'snapshot', partitions: 1, kept: 'compacted' } as const;

let kafka: Kafka;
let admin: Admin;
let run = 0;
let namespace: string;
let opened: KafkaLog[];
let children: Child[];
let faults: string[];

beforeAll(async () => {
  kafka = await Kafka.start();
  admin = new kafkajs.Kafka({ brokers: kafka.addresses, logLevel: kafkajs.logLevel.NOTHING }).admin();
  await admin.connect();
}, 120_000);
afterAll(async () => {
  await admin?.disconnect();
  await kafka?.stop();
}, 30_000);

beforeEach(() => {
  run += 1;
  namespace = `faults-${process.pid}-${run}`;
  [opened, children, faults] = [[], [], []];
});
afterEach(async () => {
  await Promise.all(children.map((child) => child.kill('SIGKILL')));
  await Promise.allSettled(opened.map((log) => log.close()));
});

async function openLog(options: Partial<KafkaLogOptions> = {}): Promise<KafkaLog> {
  const log = await KafkaLog.open({
    brokers: kafka.addresses,
    topics: [WORK],
    namespace,
    onFault: (error) => faults.push(String(error)),
    ...options,
  });
  opened.push(log);
  return log;
}

async function read(log: KafkaLog, options: Partial<Subscription> = {}) {
  const inbox = new Inbox();
  const { onBatch, ...rest } = options;
  const reader = await log.subscribe({
    name: 'reader',
    topics: ['work'],
    ...rest,
    onBatch: async (batch) => {
      const answer = await onBatch?.(batch);
      inbox.put(batch);
      return answer;
    },
  });
  return { inbox, reader };
}

function holder(name: string, pause = 0): Child {
  const child = runChild(new URL('../testing/holding-child.ts', import.meta.url), [
    kafka.addresses.join(','),
    namespace,
    name,
    String(pause),
  ]);
  children.push(child);
  return child;
}

const entry = (value: unknown, partition = 0) => ({ key: 'k', value: JSON.stringify(value), partition });
const physical = (topic: string) => `${namespace}.${topic}`;

async function committedOf(group: string, topic: string, partition = 0) {
  const [found] = await admin.fetchOffsets({ groupId: physical(group), topics: [physical(topic)] });
  const { offset, metadata } = found!.partitions.find((one) => one.partition === partition)!;
  return { offset, metadata };
}

describe('topics', () => {
  it('are created with their settings', async () => {
    await openLog({ topics: [WORK, SNAPSHOT] });
    const { resources } = await admin.describeConfigs({
      includeSynonyms: false,
      resources: ['work', 'snapshot'].map((name) => ({
        type: kafkajs.ConfigResourceTypes.TOPIC,
        name: physical(name),
      })),
    });
    const settings = resources.map(({ configEntries }) =>
      Object.fromEntries(configEntries.map(({ configName, configValue }) => [configName, configValue])),
    );
    expect(settings[0]).toMatchObject({
      'cleanup.policy': 'delete',
      'retention.ms': String(DAY),
      'message.timestamp.type': 'LogAppendTime',
    });
    expect(settings[1]).toMatchObject({ 'cleanup.policy': 'compact', 'segment.ms': '3600000' });
  });

  it('that exist with other settings are named, with the commands that mend them, and left as they are', async () => {
    await admin.createTopics({
      topics: [
        {
          topic: physical('work'),
          numPartitions: 3,
          configEntries: [
            { name: 'retention.ms', value: '1000' },
            { name: 'cleanup.policy', value: 'compact' },
          ],
        },
      ],
    });
    const refused = await openLog().catch((error: Error) => error);
    expect(refused).toMatchObject({ code: 'LOG_TOPIC' });
    const { message } = refused as Error;
    expect(message).toContain(`${physical('work')}: partitions is 3, not 4; mend it with: kafka-topics.sh`);
    expect(message).toContain(`cleanup.policy is compact, not delete; mend it with: kafka-configs.sh`);
    expect(message).toContain(`retention.ms is 1000, not ${DAY}`);
    expect(message).toContain('message.timestamp.type is CreateTime, not LogAppendTime');
    expect(message).toContain(
      `--entity-name ${physical('work')} --add-config message.timestamp.type=LogAppendTime`,
    );
    const { topics } = await admin.fetchTopicMetadata({ topics: [physical('work')] });
    expect(topics[0]!.partitions).toHaveLength(3);
  });

  it('may be created by several apps at once', async () => {
    const logs = await Promise.all([1, 2, 3, 4].map(() => openLog({ topics: [WORK, SNAPSHOT] })));
    await Promise.all(logs.map((log) => log.append('snapshot', [{ key: 'k', value: '1' }])));
    expect(await logs[0]!.extent('snapshot')).toEqual([{ partition: 0, first: 0, next: 4 }]);
  });

  it('are waited for until the brokers are ready, and no longer than that', async () => {
    const brokers = ['127.0.0.1:9'];
    const refused = await openLog({ brokers, limits: { openTimeout: 500 } }).catch((error: Error) => error);
    expect(refused).toMatchObject({ code: 'LOG_UNREACHABLE' });
    expect((refused as Error).message).toMatch(/127\.0\.0\.1:9 .* within 0\.5 s: .*; start them/);
  });

  it('are not created on fewer brokers than are named', async () => {
    const brokers = [...kafka.addresses, '127.0.0.1:9', '127.0.0.1:10'];
    const refused = openLog({ brokers, limits: { openTimeout: 500 } });
    await expect(refused).rejects.toThrow('3 brokers are named and 1 of them run');
  });
});

describe('appends', () => {
  it('keep their order in each partition, hundreds at once', async () => {
    const log = await openLog();
    const appends = Array.from({ length: 2_000 }, (_, i) => log.append('work', [entry(i, i % 4)]));
    await Promise.all(appends);
    const { inbox, reader } = await read(log);
    await reader.caughtUp;
    const byPartition = [0, 1, 2, 3].map((partition) =>
      inbox.batches.filter((one) => one.partition === partition).flatMap(({ records }) => values(records)),
    );
    byPartition.forEach((found, partition) =>
      expect(found).toEqual(Array.from({ length: 500 }, (_, i) => i * 4 + partition)),
    );
  });

  it('that are too large for the brokers are refused alone, and at once', async () => {
    const log = await openLog();
    const large = log.append('work', [entry('x'.repeat(2 << 20))]);
    const next = log.append('work', [entry(1)]);
    await expect(large).rejects.toMatchObject({ code: 'LOG_WRITE' });
    await next;
  });

  it('are cut into sends that the brokers take', async () => {
    const log = await openLog();
    await log.append(
      'work',
      Array.from({ length: 50 }, (_, i) => entry({ i, filling: 'x'.repeat(60_000) })),
    );
    expect(await log.extent('work')).toContainEqual({ partition: 0, first: 0, next: 50 });
  });

  it('are refused when more waits than may, and when the log is closed before the brokers have them', async () => {
    const log = await openLog({ limits: { queueBytes: 10_000, closeTimeout: 500 } });
    kafka.freeze();
    const waiting = log.append('work', [entry('x'.repeat(8_000))]);
    await expect(log.append('work', [entry('x'.repeat(8_000))])).rejects.toMatchObject({ code: 'LOG_WRITE' });
    const refused = expect(waiting).rejects.toMatchObject({ code: expect.stringMatching(/^LOG_/) });
    const behind = expect(log.append('work', [entry(1)])).rejects.toMatchObject({ code: 'LOG_WRITE' });
    await log.close();
    kafka.thaw();
    await Promise.all([refused, behind]);
    await expect(log.append('work', [entry(1)])).rejects.toMatchObject({ code: 'LOG_CLOSED' });
  });
});

describe('brokers that go', () => {
  it('kill -9 and restart: appends wait, nothing acknowledged is lost, readers go on by themselves', async () => {
    const log = await openLog();
    const everything = await read(log);
    const grouped = await read(log, { name: 'g', group: 'exclusive' });
    const acknowledged: number[] = [];
    let appending = true;
    const appender = (async () => {
      for (let i = 0; appending; i += 1) {
        await log.append('work', [entry(i, i % 4)]);
        acknowledged.push(i);
      }
    })();
    await everything.inbox.count(200);
    await kafka.kill();
    await kafka.restart();
    const before = acknowledged.length;
    await everything.inbox.count(before + 500);
    appending = false;
    await appender;
    const all = new Set(acknowledged);
    for (const { inbox } of [everything, grouped]) {
      await inbox.until(({ records }) => new Set(values(records)).size >= all.size);
      const found = new Set(values(inbox.records));
      expect(acknowledged.filter((i) => !found.has(i))).toEqual([]);
    }
    expect(faults.length).toBeGreaterThan(0);
  });

  it('frozen for longer than a session and thawed: everything goes on', async () => {
    const log = await openLog();
    const { inbox } = await read(log, { name: 'g', group: 'exclusive' });
    await log.append('work', [entry(1)]);
    await inbox.count(1);
    kafka.freeze();
    const waiting = log.append('work', [entry(2)]);
    await new Promise((resolve) => setTimeout(resolve, 8_000));
    kafka.thaw();
    await waiting;
    await inbox.until(({ records }) => values(records).includes(2));
  });

  it('away for longer than an append may wait: it is refused, and a later one is taken', async () => {
    const log = await openLog({ limits: { appendTimeout: 1_000 } });
    await kafka.kill();
    await expect(log.append('work', [entry(1)])).rejects.toMatchObject({ code: 'LOG_WRITE' });
    await kafka.restart();
    await log.append('work', [entry(2)]);
  });
});

describe('an exclusive group', () => {
  it('stays with its holder when members come whose ids sort before its own', async () => {
    const started: string[] = [];
    const handedOver = gate();
    const member = async (clientId: string) => {
      const log = await openLog({ clientId });
      return read(log, {
        name: 'g',
        group: 'exclusive',
        startAt: async () => {
          started.push(clientId);
          if (clientId !== 'zzz') handedOver.open();
          return [];
        },
      });
    };
    const first = await member('zzz');
    await member('aaa');
    await member('mmm');
    await opened[0]!.append(
      'work',
      [0, 1, 2, 3].map((partition) => entry(partition, partition)),
    );
    await first.inbox.count(4);
    expect(started).toEqual(['zzz']);
    await first.reader.close();
    await handedOver.opened;
    // Of those that stood by the older one gets it.
    expect(started).toEqual(['zzz', 'aaa']);
  });

  it.each([
    { how: 'is killed', signal: 'SIGKILL', most: 11_000 },
    { how: 'is frozen', signal: 'SIGSTOP', most: 11_000 },
  ] as const)('goes to the standby within $most ms when the holder $how', async ({ signal, most }) => {
    const log = await openLog();
    const first = holder('first');
    await first.says(/took over 4/);
    await first.says(/subscribed/);
    const standby = await read(log, { name: 'holders', group: 'exclusive' });
    await log.append('work', [entry(1)]);
    await first.says(/handled 0\/1/);
    first.process.kill(signal);
    const began = performance.now();
    await log.append('work', [entry(2)]);
    await standby.inbox.count(1);
    const took = performance.now() - began;
    expect(took).toBeLessThan(most);
    expect(values(standby.inbox.records)).toContain(2);
  });

  it('goes to the standby at once when the holder leaves, and its process ends by itself', async () => {
    const log = await openLog();
    const first = holder('first');
    await first.says(/subscribed/);
    const standby = await read(log, { name: 'holders', group: 'exclusive' });
    const began = performance.now();
    first.process.kill('SIGTERM');
    await log.append('work', [entry(1)]);
    await standby.inbox.count(1);
    expect(performance.now() - began).toBeLessThan(4_000);
    expect(await first.ended).toEqual({ code: 0, signal: null });
  });

  it('refuses the commit of a holder that slept through its session, which then waits for its turn', async () => {
    const log = await openLog();
    const sleeper = holder('sleeper', 200);
    await sleeper.says(/subscribed/);
    await log.append('work', [entry(1)]);
    await sleeper.says(/handled 0\/1/);
    const standby = await read(log, {
      name: 'holders',
      group: 'exclusive',
      onBatch: async ({ topic, partition, next }) => ({
        offsets: [{ topic, partition, offset: next }],
        metadata: 'standby',
      }),
    });
    await log.append('work', [entry(2)]);
    await sleeper.says(/began 0\/2/);
    sleeper.process.kill('SIGSTOP');
    // More than it has handled is on its way to it: none of it may be handled after it wakes.
    await log.append('work', [entry(3), entry(4, 1)]);
    await until(async () => (await committedOf('holders', 'work')).offset === '3');
    const woke = sleeper.said.length;
    sleeper.process.kill('SIGCONT');
    await sleeper.says(/handled 0\/2/);
    await sleeper.says(/fault .*not aware of this member/);
    expect(await committedOf('holders', 'work')).toEqual({ offset: '3', metadata: 'standby' });
    await standby.reader.close();
    await log.append('work', [entry(5, 2)]);
    await sleeper.says(/took over 4 at 3,1,-,-/);
    await sleeper.says(/handled 2\/1 5/);
    expect(sleeper.said.slice(woke)).not.toMatch(/began (0\/3|1\/1)/);
  });
});

describe('members', () => {
  const limits = { sessionTimeout: 1_500, heartbeatEvery: 300 };

  it('keep their partitions through a handler that runs longer than a session', async () => {
    const log = await openLog({ limits });
    let starts = 0;
    const { reader } = await read(log, {
      name: 'g',
      group: 'exclusive',
      startAt: async () => {
        starts += 1;
        return [];
      },
      onBatch: () => new Promise((resolve) => setTimeout(resolve, 4_000)),
    });
    // A broker that has just started says that it is still loading the group.
    faults.length = 0;
    await log.append('work', [entry(1)]);
    await until(async () => reader.lag() > 0);
    await until(async () => reader.lag() === 0);
    await reader.close();
    expect([starts, faults]).toEqual([1, []]);
    expect(await committedOf('g', 'work')).toMatchObject({ offset: '1' });
  });

  it('give a newcomer nothing before a batch in hand is finished, longer than a session as it may take', async () => {
    const log = await openLog({ limits });
    const inHand = gate();
    const steps: string[] = [];
    await read(log, {
      name: 'g',
      group: 'shared',
      onBatch: async () => {
        inHand.open();
        await new Promise((resolve) => setTimeout(resolve, 3_000));
        steps.push('finished');
      },
    });
    await log.append('work', [entry(1, 3)]);
    await inHand.opened;
    await read(log, { name: 'g', group: 'shared' });
    steps.push('joined');
    expect(steps).toEqual(['finished', 'joined']);
  });

  it('commit only what they hold', async () => {
    const log = await openLog({ limits });
    const offsets = [0, 1, 2, 3].map((partition) => ({ topic: 'work', partition, offset: 1 }));
    const answer = { name: 'g', group: 'shared', onBatch: async () => ({ offsets }) } as const;
    const first = await read(log, answer);
    await read(log, { ...answer, onBatch: async () => HOLD });
    await log.append(
      'work',
      [0, 1, 2, 3].map((partition) => entry(partition, partition)),
    );
    await until(async () => (await committedOf('g', 'work', 0)).offset === '1');
    await expect(first.reader.close()).rejects.toMatchObject({ code: 'LOG_WRITE' });
    const found = await Promise.all([0, 1, 2, 3].map((partition) => committedOf('g', 'work', partition)));
    expect(found.map(({ offset }) => offset)).toEqual(['1', '1', '-1', '-1']);
  });

  it('do not read again what they hold when somebody joins, and keep what was committed with it', async () => {
    const log = await openLog({ limits });
    await log.append('work', [entry(1), entry(2)]);
    const offsets = [{ topic: 'work', partition: 0, offset: 1 }];
    const onBatch = async () => ({ offsets, metadata: 'epoch 7' });
    const first = await read(log, { name: 'g', group: 'exclusive', onBatch });
    await first.inbox.count(2);
    const second = await read(log, { name: 'g', group: 'exclusive' });
    await log.append('work', [entry(3)]);
    await first.inbox.count(3);
    expect(values(first.inbox.records)).toEqual([1, 2, 3]);
    await first.reader.close();
    await second.inbox.count(2);
    expect(values(second.inbox.records)).toEqual([2, 3]);
  });

  it('go on at the first record there is when retention was faster, say so, and commit nothing of their own', async () => {
    const log = await openLog({ limits: { partitionBytes: 1 } });
    await log.append(
      'work',
      [1, 2, 3, 4].map((value) => entry(value)),
    );
    const inHand = gate();
    const finish = gate();
    const { inbox } = await read(log, {
      name: 'g',
      group: 'exclusive',
      maxRecords: 1,
      startAt: async ({ commit }) => {
        await commit({ offsets: [{ topic: 'work', partition: 0, offset: 0 }], metadata: 'epoch 7' });
        return [];
      },
      onBatch: async () => {
        inHand.open();
        await finish.opened;
        return HOLD;
      },
    });
    await inHand.opened;
    for (const value of [5, 6, 7, 8]) await log.append('work', [entry(value)]);
    // kafkajs only finds a leader that it has asked for something before.
    await admin.fetchTopicOffsets(physical('work'));
    await admin.deleteTopicRecords({
      topic: physical('work'),
      partitions: [{ partition: 0, offset: '6' }],
    });
    finish.open();
    await inbox.until(({ records }) => values(records).includes(8));
    expect(values(inbox.records)).toEqual([1, 2, 3, 4, 7, 8]);
    expect(faults.join()).toContain('g was too late for records of work/0: it goes on at 6');
    expect(await committedOf('g', 'work')).toEqual({ offset: '0', metadata: 'epoch 7' });
  });
});

const values = (records: readonly LogRecord[]): unknown[] => records.map(({ value }) => value);

/** For what only the brokers know. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 50));
}
