import { jest } from '@jest/globals';
import { HOLD } from '../log.js';
import { gate } from '../testing/inbox.js';
import { entry, KafkaScene, until, values } from '../testing/kafka-scene.js';
import type { KafkaLog } from './kafka-log.js';

jest.setTimeout(90_000);

const scene = new KafkaScene();
beforeAll(() => scene.start(), 120_000);
afterAll(() => scene.stop(), 30_000);
beforeEach(() => scene.beginCase());
afterEach(() => scene.endCase());

describe('an exclusive group', () => {
  it('stays with its holder when members come whose ids sort before its own', async () => {
    const started: string[] = [];
    const handedOver = gate();
    const logs: KafkaLog[] = [];
    const member = async (clientId: string) => {
      const log = await scene.openLog({ clientId });
      logs.push(log);
      return scene.read(log, {
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
    await logs[0]!.append(
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
    const log = await scene.openLog();
    const first = scene.holder('first');
    await first.says(/took over 4/);
    await first.says(/subscribed/);
    const standby = await scene.read(log, { name: 'holders', group: 'exclusive' });
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
    const log = await scene.openLog();
    const first = scene.holder('first');
    await first.says(/subscribed/);
    const standby = await scene.read(log, { name: 'holders', group: 'exclusive' });
    const began = performance.now();
    first.process.kill('SIGTERM');
    await log.append('work', [entry(1)]);
    await standby.inbox.count(1);
    expect(performance.now() - began).toBeLessThan(4_000);
    expect(await first.ended).toEqual({ code: 0, signal: null });
  });

  it('refuses the commit of a holder that slept through its session, which then waits for its turn', async () => {
    const log = await scene.openLog();
    const sleeper = scene.holder('sleeper', 1_000);
    await sleeper.says(/subscribed/);
    await log.append('work', [entry(1)]);
    await sleeper.says(/handled 0\/1/);
    const standby = await scene.read(log, {
      name: 'holders',
      group: 'exclusive',
      onBatch: async ({ topic, partition, next }) => ({
        offsets: [{ topic, partition, offset: next }],
        metadata: 'standby',
      }),
    });
    await log.append('work', [entry(2)]);
    await sleeper.says(/began 0\/2/);
    // More than it has in hand lies ready in its memory: none of it may be handled after it wakes.
    await log.append('work', [entry(3), entry(4, 1)]);
    await sleeper.says(/has 3 to handle/);
    sleeper.process.kill('SIGSTOP');
    await until(async () => (await scene.committedOf('holders')).offset === '3');
    const woke = sleeper.said.length;
    sleeper.process.kill('SIGCONT');
    await sleeper.says(/handled 0\/2/);
    await sleeper.says(/fault .*not aware of this member/);
    expect(await scene.committedOf('holders')).toEqual({ offset: '3', metadata: 'standby' });
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
    const log = await scene.openLog({ limits });
    let starts = 0;
    const { reader } = await scene.read(log, {
      name: 'g',
      group: 'exclusive',
      startAt: async () => {
        starts += 1;
        return [];
      },
      onBatch: () => new Promise((resolve) => setTimeout(resolve, 4_000)),
    });
    // A broker that has just started says that it is still loading the group.
    scene.faults.length = 0;
    await log.append('work', [entry(1)]);
    await until(async () => reader.lag() > 0);
    await until(async () => reader.lag() === 0);
    await reader.close();
    expect([starts, scene.faults]).toEqual([1, []]);
    expect(await scene.committedOf('g')).toMatchObject({ offset: '1' });
  });

  it('give a newcomer nothing before a batch in hand is finished, longer than a session as it may take', async () => {
    const log = await scene.openLog({ limits });
    const inHand = gate();
    const steps: string[] = [];
    await scene.read(log, {
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
    await scene.read(log, { name: 'g', group: 'shared' });
    steps.push('joined');
    expect(steps).toEqual(['finished', 'joined']);
  });

  it('commit only what they hold', async () => {
    const log = await scene.openLog({ limits });
    const offsets = [0, 1, 2, 3].map((partition) => ({ topic: 'work', partition, offset: 1 }));
    const answer = { name: 'g', group: 'shared', onBatch: async () => ({ offsets }) } as const;
    const first = await scene.read(log, answer);
    await scene.read(log, { ...answer, onBatch: async () => HOLD });
    await log.append(
      'work',
      [0, 1, 2, 3].map((partition) => entry(partition, partition)),
    );
    await until(async () => (await scene.committedOf('g', 0)).offset === '1');
    await expect(first.reader.close()).rejects.toMatchObject({ code: 'LOG_WRITE' });
    const found = await Promise.all([0, 1, 2, 3].map((partition) => scene.committedOf('g', partition)));
    expect(found.map(({ offset }) => offset)).toEqual(['1', '1', '-1', '-1']);
  });

  it('do not read again what they hold when somebody joins, and keep what was committed with it', async () => {
    const log = await scene.openLog({ limits });
    await log.append('work', [entry(1), entry(2)]);
    const offsets = [{ topic: 'work', partition: 0, offset: 1 }];
    const onBatch = async () => ({ offsets, metadata: 'epoch 7' });
    const first = await scene.read(log, { name: 'g', group: 'exclusive', onBatch });
    await first.inbox.count(2);
    const second = await scene.read(log, { name: 'g', group: 'exclusive' });
    await log.append('work', [entry(3)]);
    await first.inbox.count(3);
    expect(values(first.inbox.records)).toEqual([1, 2, 3]);
    await first.reader.close();
    await second.inbox.count(2);
    expect(values(second.inbox.records)).toEqual([2, 3]);
  });

  it('go on at the first record there is when retention was faster, say so, and commit nothing of their own', async () => {
    const log = await scene.openLog({ limits: { partitionBytes: 1 } });
    await log.append(
      'work',
      [1, 2, 3, 4].map((value) => entry(value)),
    );
    const inHand = gate();
    const finish = gate();
    const { inbox } = await scene.read(log, {
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
    await scene.admin.fetchTopicOffsets(scene.physical('work'));
    await scene.admin.deleteTopicRecords({
      topic: scene.physical('work'),
      partitions: [{ partition: 0, offset: '6' }],
    });
    finish.open();
    await inbox.until(({ records }) => values(records).includes(8));
    expect(values(inbox.records)).toEqual([1, 2, 3, 4, 7, 8]);
    expect(scene.faults.join()).toContain('g was too late for records of work/0: it goes on at 6');
    expect(await scene.committedOf('g')).toEqual({ offset: '0', metadata: 'epoch 7' });
  });
});
