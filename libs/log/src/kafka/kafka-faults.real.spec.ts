import { jest } from '@jest/globals';
import kafkajs from 'kafkajs';
import { DAY, entry, KafkaScene, values, WORK } from '../testing/kafka-scene.js';

jest.setTimeout(90_000);

const scene = new KafkaScene();
beforeAll(() => scene.start(), 120_000);
afterAll(() => scene.stop(), 30_000);
beforeEach(() => scene.beginCase());
afterEach(() => scene.endCase());

const SNAPSHOT = { name: 'snapshot', partitions: 1, kept: 'compacted' } as const;

describe('topics', () => {
  it('are created with their settings', async () => {
    await scene.openLog({ topics: [WORK, SNAPSHOT] });
    const { resources } = await scene.admin.describeConfigs({
      includeSynonyms: false,
      resources: ['work', 'snapshot'].map((name) => ({
        type: kafkajs.ConfigResourceTypes.TOPIC,
        name: scene.physical(name),
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
    await scene.admin.createTopics({
      topics: [
        {
          topic: scene.physical('work'),
          numPartitions: 3,
          configEntries: [
            { name: 'retention.ms', value: '1000' },
            { name: 'cleanup.policy', value: 'compact' },
          ],
        },
      ],
    });
    const refused = await scene.openLog().catch((error: Error) => error);
    expect(refused).toMatchObject({ code: 'LOG_TOPIC' });
    const { message } = refused as Error;
    expect(message).toContain(
      `${scene.physical('work')}: partitions is 3, not 4; mend it with: kafka-topics.sh`,
    );
    expect(message).toContain(`cleanup.policy is compact, not delete; mend it with: kafka-configs.sh`);
    expect(message).toContain(`retention.ms is 1000, not ${DAY}`);
    expect(message).toContain('message.timestamp.type is CreateTime, not LogAppendTime');
    expect(message).toContain(
      `--entity-name ${scene.physical('work')} --add-config message.timestamp.type=LogAppendTime`,
    );
    const { topics } = await scene.admin.fetchTopicMetadata({ topics: [scene.physical('work')] });
    expect(topics[0]!.partitions).toHaveLength(3);
  });

  it('may be created by several apps at once', async () => {
    const logs = await Promise.all([1, 2, 3, 4].map(() => scene.openLog({ topics: [WORK, SNAPSHOT] })));
    await Promise.all(logs.map((log) => log.append('snapshot', [{ key: 'k', value: '1' }])));
    expect(await logs[0]!.extent('snapshot')).toEqual([{ partition: 0, first: 0, next: 4 }]);
  });

  it('are waited for until the brokers are ready, and no longer than that', async () => {
    const brokers = ['127.0.0.1:9'];
    const refused = await scene
      .openLog({ brokers, limits: { openTimeout: 500 } })
      .catch((error: Error) => error);
    expect(refused).toMatchObject({ code: 'LOG_UNREACHABLE' });
    expect((refused as Error).message).toMatch(/127\.0\.0\.1:9 .* within 0\.5 s: .*; start them/);
  });

  it('are not created on fewer brokers than are named', async () => {
    const brokers = [...scene.kafka.addresses, '127.0.0.1:9', '127.0.0.1:10'];
    const refused = scene.openLog({ brokers, limits: { openTimeout: 500 } });
    await expect(refused).rejects.toThrow('3 brokers are named and 1 of them run');
  });
});

describe('appends', () => {
  it('keep their order in each partition, hundreds at once', async () => {
    const log = await scene.openLog();
    const appends = Array.from({ length: 2_000 }, (_, i) => log.append('work', [entry(i, i % 4)]));
    await Promise.all(appends);
    const { inbox, reader } = await scene.read(log);
    await reader.caughtUp;
    const byPartition = [0, 1, 2, 3].map((partition) =>
      inbox.batches.filter((one) => one.partition === partition).flatMap(({ records }) => values(records)),
    );
    byPartition.forEach((found, partition) =>
      expect(found).toEqual(Array.from({ length: 500 }, (_, i) => i * 4 + partition)),
    );
  });

  it('that are too large for the brokers are refused alone, and at once', async () => {
    const log = await scene.openLog();
    const large = log.append('work', [entry('x'.repeat(2 << 20))]);
    const next = log.append('work', [entry(1)]);
    await expect(large).rejects.toMatchObject({ code: 'LOG_WRITE' });
    await next;
  });

  it('are cut into sends that the brokers take', async () => {
    const log = await scene.openLog();
    await log.append(
      'work',
      Array.from({ length: 50 }, (_, i) => entry({ i, filling: 'x'.repeat(60_000) })),
    );
    expect(await log.extent('work')).toContainEqual({ partition: 0, first: 0, next: 50 });
  });

  it('are refused when more waits than may, and when the log is closed before the brokers have them', async () => {
    const log = await scene.openLog({ limits: { queueBytes: 10_000, closeTimeout: 500 } });
    scene.kafka.freeze();
    const waiting = log.append('work', [entry('x'.repeat(8_000))]);
    await expect(log.append('work', [entry('x'.repeat(8_000))])).rejects.toMatchObject({ code: 'LOG_WRITE' });
    const refused = expect(waiting).rejects.toMatchObject({ code: expect.stringMatching(/^LOG_/) });
    const behind = expect(log.append('work', [entry(1)])).rejects.toMatchObject({ code: 'LOG_WRITE' });
    await log.close();
    scene.kafka.thaw();
    await Promise.all([refused, behind]);
    await expect(log.append('work', [entry(1)])).rejects.toMatchObject({ code: 'LOG_CLOSED' });
  });
});

describe('brokers that go', () => {
  it('kill -9 and restart: appends wait, nothing acknowledged is lost, readers go on by themselves', async () => {
    const log = await scene.openLog();
    const everything = await scene.read(log);
    const grouped = await scene.read(log, { name: 'g', group: 'exclusive' });
    const acknowledged: number[] = [];
    let appending = true;
    const appender = (async () => {
      for (let i = 0; appending; i += 1) {
        await log.append('work', [entry(i, i % 4)]);
        acknowledged.push(i);
      }
    })();
    await everything.inbox.count(200);
    await scene.kafka.kill();
    await scene.kafka.restart();
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
    expect(scene.faults.length).toBeGreaterThan(0);
  });

  it('frozen for longer than a session and thawed: everything goes on', async () => {
    const log = await scene.openLog();
    const { inbox } = await scene.read(log, { name: 'g', group: 'exclusive' });
    await log.append('work', [entry(1)]);
    await inbox.count(1);
    scene.kafka.freeze();
    const waiting = log.append('work', [entry(2)]);
    await new Promise((resolve) => setTimeout(resolve, 8_000));
    scene.kafka.thaw();
    await waiting;
    await inbox.until(({ records }) => values(records).includes(2));
  });

  it('frozen: a log with readers, commits and appends on their way closes within ten seconds all the same', async () => {
    const log = await scene.openLog();
    const { inbox } = await scene.read(log, { name: 'g', group: 'exclusive' });
    await scene.read(log);
    await log.append('work', [entry(1)]);
    await inbox.count(1);
    scene.kafka.freeze();
    const waiting = expect(log.append('work', [entry(2)])).rejects.toMatchObject({ code: 'LOG_WRITE' });
    const began = performance.now();
    // The commit may have been under way.
    await log.close().catch((error: unknown) => expect(error).toMatchObject({ code: 'LOG_WRITE' }));
    expect(performance.now() - began).toBeLessThan(10_000);
    await waiting;
    scene.kafka.thaw();
  });

  it('away for longer than an append may wait: it is refused, and a later one is taken', async () => {
    const log = await scene.openLog({ limits: { appendTimeout: 1_000 } });
    await scene.kafka.kill();
    await expect(log.append('work', [entry(1)])).rejects.toMatchObject({ code: 'LOG_WRITE' });
    await scene.kafka.restart();
    await log.append('work', [entry(2)]);
  });
});
