import { setTimeout as pause } from 'node:timers/promises';
import { type Incident, TOPICS } from '@toancanh/events';
import type { IncidentFeed } from '@toancanh/runtime';
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

describe('a feed of another department', () => {
  it(
    'takes what Kafka’s own console producer writes',
    async () => {
      const feed = await kafka.feed();
      const base = Date.now() - 20_000;
      const lines = readings(0, 100, base);
      await kafka.server.consoleProducer(feed.topic, `${lines.join('\n')}\n`);
      const house = await kafka.intake(feed);
      await until(() => house.readings().length === 100);
      expect(house.readings().find(({ at }) => at === base)).toMatchObject({
        ...{ sensor: 'tnmt-s0', gateway: 'free', values: { pm25: 30 }, quality: 'ok' },
      });
      expect(house.rejections()).toEqual([]);
      await until(async () => (await kafka.committedIn(feed)) === 100);
      expect(stageOf(house, feed)).toMatchObject({
        received: 100,
        accepted: 100,
        lag: 0,
        more: { connected: true },
      });
      expect(house.status.stages()['intake']).toMatchObject({ received: 100, accepted: 100 });
    },
    LONG,
  );

  it(
    'refuses a poison record with its offset, and goes on',
    async () => {
      const feed = await kafka.feed();
      const huge = Buffer.alloc(2 * 1_048_576, 'poison ');
      await kafka.send(feed.topic, [
        reading(0),
        'not JSON',
        null,
        Buffer.from([0xff, 0xfe, 0x00, 0x80, 0xc3]),
        huge,
        '{"station":"s1","PM25":30}',
        reading(6),
      ]);
      const house = await kafka.intake(feed);
      await until(() => house.readings().length === 2);
      const told = house.rejections().map(({ topic, code, path, size }) => ({ topic, code, path, size }));
      const at = (offset: number) => `kafka:${feed.topic}/0/${offset}`;
      expect(told).toEqual([
        { topic: at(1), code: 'E_JSON', path: '', size: 8 },
        { topic: at(2), code: 'E_JSON', path: '', size: 0 },
        { topic: at(3), code: 'E_JSON', path: '', size: 5 },
        { topic: at(4), code: 'E_SIZE', path: '', size: huge.length },
        { topic: at(5), code: 'E_SCHEMA', path: '/time', size: 26 },
      ]);
      expect(Buffer.from(house.rejections()[3]!.bytes!, 'base64')).toHaveLength(4_096);
      await until(async () => (await kafka.committedIn(feed)) === 7);
    },
    LONG,
  );

  it(
    'takes CloudEvents in both modes',
    async () => {
      const feed = await kafka.feed({
        envelope: 'cloudevents',
        map: { sensor: { path: 'ce:subject' }, values: { pm25: { path: '/PM25' } } },
      });
      const time = new Date(Date.now() - 10_000).toISOString();
      const event = {
        specversion: '1.0',
        id: '1',
        source: '/tnmt',
        type: 'vn.tnmt.air',
        subject: 'ce-1',
        time,
      };
      const headers = Object.fromEntries(Object.entries(event).map(([name, value]) => [`ce_${name}`, value]));
      await kafka.producer.send({
        topic: feed.topic,
        messages: [
          {
            headers: { 'content-type': 'application/cloudevents+json; charset=UTF-8' },
            value: JSON.stringify({ ...event, data: { PM25: 31 } }),
          },
          {
            headers: { ...headers, ce_subject: 'ce-2', 'content-type': 'application/json' },
            value: '{"PM25":32}',
          },
          { headers: { ...headers, ce_specversion: '0.3' }, value: '{"PM25":33}' },
        ],
      });
      const house = await kafka.intake(feed);
      await until(() => house.readings().length === 2 && house.rejections().length === 1);
      const at = Date.parse(time);
      expect(house.readings().sort((a, b) => (a.sensor < b.sensor ? -1 : 1))).toEqual([
        expect.objectContaining({ sensor: 'ce-1', at, values: { pm25: 31 } }),
        expect.objectContaining({ sensor: 'ce-2', at, values: { pm25: 32 } }),
      ]);
      expect(house.rejections()[0]).toMatchObject({
        code: 'E_SCHEMA',
        value: '0.3',
        expected: 'specversion 1.0',
      });
    },
    LONG,
  );

  it(
    'takes incidents, refuses what is none, and commits what the log has of both',
    async () => {
      const feed: IncidentFeed = {
        ...(await kafka.feed()),
        as: 'incident',
        map: {
          id: { path: '/so' },
          source: { path: '/doi' },
          at: { path: '/luc' },
          kind: { path: '/loai', map: { CHAY: 'fire_alarm' } },
        },
      };
      const luc = Date.now() - 20_000;
      const incident = (so: number, loai = 'CHAY') => JSON.stringify({ so, doi: 'doi-1', luc, loai });
      await kafka.send(feed.topic, [incident(1), 'not JSON', incident(2, 'LU'), incident(1), incident(3)]);
      const house = await kafka.intake(feed);
      await until(async () => (await kafka.committedIn(feed)) === 5);
      const ids = house.log.records(TOPICS.incidents.name).map(({ value }) => (value as Incident).id);
      expect(ids).toEqual(['1', '3']);
      expect(house.rejections().map(({ code, path }) => `${code} ${path}`)).toEqual([
        'E_JSON ',
        'E_SCHEMA /loai',
        'E_DUP ',
      ]);
      expect(stageOf(house, feed)).toMatchObject({ received: 5, accepted: 2, duplicate: 1, rejected: 2 });
    },
    LONG,
  );

  it(
    'begins at the end where it is told to, and loses nothing afterwards, not even of an idle feed',
    async () => {
      const feed = await kafka.feed({ start: 'latest' }, 2);
      const base = Date.now() - 20_000;
      await kafka.send(feed.topic, [reading(0, base), reading(1, base)]);
      const first = await kafka.intake(feed);
      await until(async () => (await kafka.committed(feed)).join() === '2,0');
      await first.close();
      expect(first.readings()).toEqual([]);
      // Nobody reads now; partition 1 has never had a record.
      await kafka.send(feed.topic, [reading(2, base)], 0);
      await kafka.send(feed.topic, [reading(3, base)], 1);
      const second = await kafka.intake(feed);
      await until(() => second.readings().length === 2);
      expect(
        second
          .readings()
          .map(({ at }) => at - base)
          .sort(),
      ).toEqual([2, 3]);
    },
    LONG,
  );

  it(
    'loses nothing when the log is away for a while, and takes nothing meanwhile',
    async () => {
      const feed = await kafka.feed();
      const house = await kafka.intake(feed);
      await until(() => stageOf(house, feed).more!['connected'] === true);
      const release = house.log.hold();
      const base = Date.now() - 60_000;
      for (let i = 0; i < 3; i += 1) {
        await kafka.send(feed.topic, readings(i * 1_000, 1_000, base));
      }
      await until(() => stageOf(house, feed).received > 0);
      // Longer than the group waits for a sign of life.
      await pause(11_000);
      expect(stageOf(house, feed).received).toBeLessThanOrEqual(500);
      expect(await kafka.committedIn(feed)).toBe(0);
      release();
      await until(async () => (await kafka.committedIn(feed)) === 3_000);
      expect(house.readings()).toHaveLength(3_000);
      expect(identities(house)).toBe(3_000);
    },
    LONG,
  );
});
