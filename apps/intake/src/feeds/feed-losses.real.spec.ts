import { setTimeout as pause } from 'node:timers/promises';
import { MemoryLog } from '@toancanh/log/testing';
import {
  type ForeignKafka,
  identities,
  LONG,
  reading,
  readings,
  stageOf,
  until,
  useForeignKafka,
} from './testing/foreign-kafka.js';

let kafka: ForeignKafka;
useForeignKafka((one) => (kafka = one));

/** A feed at work: a hundred readings from `base` on have been taken. */
async function takingAHundred() {
  const feed = await kafka.feed();
  const house = await kafka.intake(feed);
  const base = Date.now() - 60_000;
  await kafka.send(feed.topic, readings(0, 100, base));
  await until(() => house.readings().length === 100);
  return { feed, house, base };
}

describe('a feed whose brokers or members die', () => {
  it(
    'waits for a topic that is not there yet',
    async () => {
      const topic = `later-${process.pid}`;
      const feed = await kafka.feed({ topic });
      const house = await kafka.intake(feed);
      await until(() => stageOf(house, feed).more!['reason'] !== undefined);
      expect(stageOf(house, feed).more).toMatchObject({ connected: false });
      expect(house.status.troubles()).toEqual({});
      await kafka.createTopic(topic);
      await kafka.send(topic, [reading(0)]);
      await until(() => house.readings().length === 1);
      expect(stageOf(house, feed).more).toEqual({ connected: true });
      expect(house.logger.lines.filter(({ level }) => level === 'warn')).toHaveLength(1);
    },
    LONG,
  );

  it(
    'neither loses nor, by identity, doubles when members come and go',
    async () => {
      const feed = await kafka.feed({}, 3);
      const log = new MemoryLog();
      const base = Date.now() - 60_000;
      let sent = 0;
      let writing = true;
      const writer = (async () => {
        while (writing) {
          const messages = Array.from({ length: 50 }, () => ({ value: reading(sent++, base) }));
          await kafka.producer.send({ topic: feed.topic, messages });
          await pause(20);
        }
      })();
      for (let round = 0; round < 4; round += 1) {
        const house = await kafka.intake(feed, log);
        await until(() => stageOf(house, feed).received > 200);
        // Stopped in the middle: what is in hand is settled or comes again.
        await house.close();
      }
      writing = false;
      await writer;
      const last = await kafka.intake(feed, log);
      await until(async () => (await kafka.committedIn(feed)) === sent);
      expect(identities(last)).toBe(sent);
      expect(last.rejections()).toEqual([]);
    },
    LONG,
  );

  it(
    'is shared by two intakes, and all by the one that stays',
    async () => {
      const feed = await kafka.feed({ start: 'latest' }, 4);
      const log = new MemoryLog();
      const base = Date.now() - 60_000;
      const first = await kafka.intake(feed, log);
      await until(async () => (await kafka.committed(feed)).join() === '0,0,0,0');
      const send = async (from: number) => {
        for (let i = 0; i < 4; i += 1) await kafka.send(feed.topic, readings(from + i * 100, 100, base), i);
      };
      await send(0);
      const second = await kafka.intake(feed, log);
      await until(() => stageOf(second, feed).more!['connected'] === true);
      await send(400);
      await until(() => stageOf(second, feed).received >= 100);
      await first.close();
      await send(800);
      await until(async () => (await kafka.committedIn(feed)) === 1_200);
      expect(identities(second)).toBe(1_200);
      expect(second.rejections()).toEqual([]);
    },
    LONG,
  );

  it(
    'takes again what was not committed, and it is the same by identity',
    async () => {
      const feed = await kafka.feed();
      const log = new MemoryLog();
      const base = Date.now() - 20_000;
      await kafka.send(feed.topic, readings(0, 300, base));
      const first = await kafka.intake(feed, log);
      await until(async () => (await kafka.committedIn(feed)) === 300);
      await first.close();
      // As a process leaves it that dies between the log and the commit.
      const partitions = [{ partition: 0, offset: '100' }];
      await kafka.admin.setOffsets({ groupId: `toancanh.feed.${feed.name}`, topic: feed.topic, partitions });
      const second = await kafka.intake(feed, log);
      await until(async () => (await kafka.committedIn(feed)) === 300);
      expect(second.readings()).toHaveLength(500);
      expect(identities(second)).toBe(300);
      expect(second.rejections()).toEqual([]);
    },
    LONG,
  );

  it(
    'commits nothing that the log has not got when it is stopped',
    async () => {
      const feed = await kafka.feed();
      const first = await kafka.intake(feed);
      await until(() => stageOf(first, feed).more!['connected'] === true);
      first.log.hold();
      await kafka.send(feed.topic, [reading(0)]);
      await until(() => stageOf(first, feed).received === 1);
      const began = performance.now();
      await first.close();
      expect(performance.now() - began).toBeLessThan(10_000);
      expect(await kafka.committedIn(feed)).toBe(0);
      const second = await kafka.intake(feed);
      await until(() => second.readings().length === 1);
    },
    LONG,
  );

  it(
    'goes on by itself after its broker was killed and came back',
    async () => {
      const { feed, house, base } = await takingAHundred();
      await kafka.server.kill();
      await until(() => stageOf(house, feed).more!['connected'] === false);
      expect(house.status.troubles()).toEqual({});
      await kafka.server.restart();
      await until(async () => {
        return kafka.send(feed.topic, readings(100, 100, base)).then(
          () => true,
          () => false,
        );
      });
      await until(() => identities(house) === 200);
      expect(house.rejections()).toEqual([]);
      expect(stageOf(house, feed).more).toEqual({ connected: true });
    },
    LONG,
  );

  it(
    'loses nothing when its broker is frozen for longer than the group waits',
    async () => {
      const { feed, house, base } = await takingAHundred();
      kafka.server.freeze();
      await pause(12_000);
      kafka.server.thaw();
      await kafka.send(feed.topic, readings(100, 100, base));
      await until(() => identities(house) === 200);
      await until(() => stageOf(house, feed).more!['connected'] === true);
      expect(house.rejections()).toEqual([]);
    },
    LONG,
  );
});
