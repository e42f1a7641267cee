import { TOPICS } from '@toancanh/events';
import { LogError } from '../log.js';
import { describeLog } from './log.contract.js';
import { MemoryLog } from './memory-log.js';

describeLog('MemoryLog', ['clock', 'keeping', 'prompt'], async (topics) => {
  const clock = { time: 0, now: () => clock.time };
  const log = new MemoryLog({ topics, clock });
  return {
    log,
    setTime: (now) => (clock.time = now),
    maintain: async (now) => log.maintain(now),
    close: () => log.close(),
  };
});

describe('MemoryLog as a fake', () => {
  it('has the topics of the city unless told otherwise', async () => {
    const log = new MemoryLog();
    await log.append(TOPICS.readings.name, [{ key: 's', value: '{"tick":1}' }]);
    expect(log.records(TOPICS.readings.name)).toHaveLength(1);
    await log.close();
  });

  it('rejects appends while it is told to fail', async () => {
    const log = new MemoryLog();
    log.failure = new LogError('LOG_FULL', 'no room');
    const entry = { key: 'k', value: '1' };
    await expect(log.append('city.late', [entry])).rejects.toBe(log.failure);
    log.failure = undefined;
    await log.append('city.late', [entry]);
    expect(log.records('city.late')).toHaveLength(1);
    await log.close();
  });

  it('keeps appends waiting while it is held, and their order', async () => {
    const log = new MemoryLog();
    const release = log.hold();
    const appends = [1, 2, 3].map((value) => log.append('city.late', [{ key: 'k', value: String(value) }]));
    await Promise.resolve();
    expect(log.records('city.late')).toHaveLength(0);
    release();
    await Promise.all(appends);
    expect(log.records('city.late').map(({ value }) => value)).toEqual([1, 2, 3]);
    await log.close();
  });

  it('freezes values, as readers share them', async () => {
    const log = new MemoryLog();
    await log.append('city.late', [{ key: 'k', value: '{"a":{"b":1}}' }]);
    const { a } = log.records('city.late')[0]!.value as { a: { b: number } };
    expect(() => (a.b = 2)).toThrow(TypeError);
    await log.close();
  });
});
