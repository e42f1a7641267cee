import { differences, type FoundTopic, replicationFor, settingsOf } from './topic-settings.js';

const DAY = 86_400_000;
const readings = { name: 'city.readings', partitions: 12, kept: { retention: 7 * DAY } };
const alerts = { name: 'city.alerts', partitions: 1, kept: 'compacted' } as const;
const where = { name: 'hue.city.readings', brokers: 3, address: 'kafka-1:9092' };

function found(config: Record<string, string> = {}, shape: Partial<FoundTopic> = {}): FoundTopic {
  const usual = settingsOf(readings, 3);
  return {
    partitions: 12,
    replication: 3,
    ...shape,
    config: new Map(Object.entries({ ...usual, ...config })),
  };
}

describe('the settings of a topic', () => {
  it.each([
    { brokers: 1, copies: 1, inSync: '1' },
    { brokers: 2, copies: 2, inSync: '1' },
    { brokers: 3, copies: 3, inSync: '2' },
    { brokers: 9, copies: 3, inSync: '2' },
  ])(
    'on $brokers brokers are $copies copies, of which $inSync must be in sync',
    ({ brokers, copies, inSync }) => {
      expect(replicationFor(brokers)).toBe(copies);
      expect(settingsOf(readings, copies)['min.insync.replicas']).toBe(inSync);
    },
  );

  it('keep by age or by key', () => {
    expect(settingsOf(readings, 3)).toEqual({
      'cleanup.policy': 'delete',
      'retention.ms': String(7 * DAY),
      'message.timestamp.type': 'LogAppendTime',
      'min.insync.replicas': '2',
    });
    expect(settingsOf(alerts, 3)).toMatchObject({ 'cleanup.policy': 'compact', 'segment.ms': '3600000' });
    expect(settingsOf(alerts, 3)).not.toHaveProperty('retention.ms');
  });
});

describe('the differences of a topic that exists', () => {
  it.each<{ why: string; topic: FoundTopic; setting?: string; mend?: RegExp }>([
    { why: 'as it should be', topic: found() },
    { why: 'more copies than needed', topic: found({ 'min.insync.replicas': '3' }, { replication: 5 }) },
    {
      why: 'fewer partitions',
      topic: found({}, { partitions: 3 }),
      setting: 'partitions',
      mend: /--partitions 12/,
    },
    { why: 'more partitions', topic: found({}, { partitions: 24 }), setting: 'partitions', mend: /--delete/ },
    {
      why: 'fewer copies',
      topic: found({}, { replication: 2 }),
      setting: 'replication.factor',
      mend: /reassign/,
    },
    { why: 'a smaller quorum', topic: found({ 'min.insync.replicas': '1' }), setting: 'min.insync.replicas' },
    { why: 'a quorum of all', topic: found({ 'min.insync.replicas': '3' }), setting: 'min.insync.replicas' },
    {
      why: 'another policy',
      topic: found({ 'cleanup.policy': 'compact,delete' }),
      setting: 'cleanup.policy',
    },
    { why: 'kept shorter', topic: found({ 'retention.ms': '1000' }), setting: 'retention.ms' },
    { why: 'kept for ever', topic: found({ 'retention.ms': '-1' }), setting: 'retention.ms' },
    {
      why: "the producers' clocks",
      topic: found({ 'message.timestamp.type': 'CreateTime' }),
      setting: 'message.timestamp.type',
      mend: /kafka-configs\.sh --bootstrap-server kafka-1:9092 --alter --entity-type topics --entity-name hue\.city\.readings --add-config message\.timestamp\.type=LogAppendTime/,
    },
  ])('$why: $setting', ({ topic, setting, mend }) => {
    const all = differences(readings, topic, where);
    expect(all.map((one) => one.setting)).toEqual(setting ? [setting] : []);
    if (mend) expect(all[0]!.mend).toMatch(mend);
  });

  it('are all named at once', () => {
    const other = found(
      { 'cleanup.policy': 'compact', 'retention.ms': '1', 'min.insync.replicas': '1' },
      { partitions: 1, replication: 1 },
    );
    expect(differences(readings, other, where).map(({ setting }) => setting)).toEqual([
      'partitions',
      'replication.factor',
      'cleanup.policy',
      'retention.ms',
      'min.insync.replicas',
    ]);
  });
});
