import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Reading, TOPICS } from '@toancanh/events';
import { EmbeddedLog } from '@toancanh/log';
import { City, type Feed } from '@toancanh/runtime';
import { EmbeddedStore } from '@toancanh/store';
import { Accounts } from './desk/account.js';
import { FeedReader } from './feeds/feed-reader.js';
import type { Message, Taken } from './reception.js';
import { refusal } from './screen/refusal.js';
import { IntakeHouse, NOON } from './testing/intake-house.js';
import { anyFace, anyField, anyNumber, chance } from '@toancanh/privacy/testing';

/** PRIVACY_MESSAGES=100000 tries as many as the decision speaks of. */
const MANY = Number(process.env['PRIVACY_MESSAGES'] ?? 10_000);
const TOGETHER = 2_000;
const LONG = 600_000;

const YEAR = 365 * 86_400_000;
const KEPT = { readings: YEAR, windows: YEAR };

type Random = () => number;
type Form = (
  random: Random,
  datum: string,
) => { bytes: string; as?: 'senml' | 'feed' | 'topic'; key?: string };

const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
const base = (i: number) => ({ sensor: 's-1', at: NOON - i, values: { pm25: 31.2 } });
const json = (value: unknown) => ({ bytes: JSON.stringify(value) });

/** Wherever in a message a person's data may stand. */
const FORMS: readonly Form[] = [
  (_, datum) => json({ ...base(1), note: datum }),
  (_, datum) => json({ ...base(2), note: `Người dân báo qua số ${datum}, cần hỗ trợ` }),
  (random, datum) => json({ ...base(3), [anyField(random)]: datum }),
  (random, datum) => json({ ...base(4), extra: [{ deep: { [anyField(random)]: [datum] } }] }),
  (_, datum) => json({ ...base(5), [datum]: 1 }),
  (_, datum) => json({ ...base(6), sensor: datum }),
  (_, datum) => json({ ...base(7), epoch: datum }),
  (_, datum) => json({ ...base(8), units: { pm25: datum } }),
  (_, datum) => json({ ...base(9), quality: datum }),
  (_, datum) => json({ epoch: datum, seq: 1, readings: [base(10)] }),
  (random, datum) => json({ epoch: 'e', seq: 1, readings: [base(11)], [anyField(random)]: datum }),
  (_, datum) => json([{ ...base(12), values: { pm25: -1 }, note: datum }]),
  (random) => json({ ...base(13), picture: anyFace(random), vector: anyFace(random) }),
  (random) => json({ ...base(14), attachment: anyFace(random) }),
  (_, datum) => ({ bytes: `{"sensor":"s-1","note":"${datum}","values":{"pm2` }),
  (_, datum) => ({ bytes: `sensor=s-1;pm25=3;note=${datum}` }),
  (random, datum) => ({ ...json([{ bn: 's-1:', n: 'pm25', v: 1, [anyField(random)]: datum }]), as: 'senml' }),
  (_, datum) => ({
    ...json([
      { n: 's-1:pm25', v: 1 },
      { n: 's-1:note', vs: datum },
    ]),
    as: 'senml',
  }),
  (_, datum) => ({ ...json({ e: [{ n: 'pm25', v: 1, sv: datum }], bn: 's-1:' }), as: 'senml' }),
  (_, datum) => ({ ...json([{ n: `${datum}:pm25`, v: 1 }]), as: 'senml' }),
  (_, datum) => ({
    ...json({ specversion: '1.0', id: '1', source: '/s', type: 't', subject: datum, data: { v: 1 } }),
    as: 'feed',
  }),
  (_, datum) => ({
    ...json({
      specversion: '1.0',
      id: '1',
      source: '/s',
      type: 't',
      subject: 's',
      data: { v: -1, x: datum },
    }),
    as: 'feed',
  }),
  (_, datum) => ({ ...json(base(15)), as: 'topic', key: datum }),
];

/** A fault comes before what stands beside it, or nine digits are in what nobody can read: then nothing is kept either. */
const UNTOLD = new Set([14, 15, 21]);

const FEED: Feed = {
  name: 'so-y-te',
  brokers: ['kafka:9092'],
  tls: false,
  login: null,
  topic: 'syt.events',
  gateway: 'free',
  as: 'reading',
  envelope: 'cloudevents',
  items: null,
  map: { sensor: { path: 'ce:subject' }, values: { pm25: { path: '/v' } } },
  decimal: null,
  start: 'earliest',
};
const reader = new FeedReader(FEED);

function hand(house: IntakeHouse, form: ReturnType<Form>, gateway: string): Taken {
  const account = house.app.get(Accounts).of(house.app.get(City).gateways.get(gateway)!);
  const message: Message = {
    account,
    topic: form.as === 'topic' ? `toancanh/v1/${form.key}/readings` : `toancanh/v1/${gateway}/readings`,
    payload: Buffer.from(form.bytes),
    receivedAt: house.clock.at,
    transport: 'mqtt',
    repeated: false,
  };
  const { reception } = house;
  if (form.as === 'senml') return reception.takeSenml(message);
  if (form.as === 'topic') return reception.refuse(message, refusal('E_AUTH', '', message.topic, 'own'));
  if (form.as === 'feed')
    return reception.takeMapped(message, { headers: {}, key: undefined, timestamp: NOON }, reader);
  return reception.takeReadings(message);
}

function settled({ desk }: IntakeHouse): Promise<void> {
  return new Promise((resolve) => {
    desk.batch.await({ settled: () => resolve(), flush: () => undefined }, 0, undefined);
    desk.wake();
  });
}

const LEAST = 9;
/** The beginnings of what must not be found, by a hash of 24 bits; hits are looked at themselves. */
class Needles {
  readonly #maybe = new Uint8Array(1 << 24);
  readonly #all = new Map<string, Set<string>>();

  add(text: string): void {
    for (const form of [
      text,
      JSON.stringify(text).slice(1, -1),
      Buffer.from(text).toString('base64').slice(0, -4),
    ]) {
      const bytes = Buffer.from(form).toString('latin1');
      if (bytes.length < LEAST) continue;
      const head = bytes.slice(0, LEAST);
      this.#maybe[hashOf(Buffer.from(head, 'latin1'), 0)] = 1;
      const beside = this.#all.get(head) ?? new Set();
      this.#all.set(head, beside.add(bytes));
    }
  }

  in(haystack: Buffer): string[] {
    const found: string[] = [];
    for (let i = 0; i + LEAST <= haystack.length; i += 1) {
      if (haystack[i] === 0 || this.#maybe[hashOf(haystack, i)] === 0) continue;
      const known = this.#all.get(haystack.toString('latin1', i, i + LEAST));
      for (const one of known ?? []) {
        if (haystack.toString('latin1', i, i + one.length) === one) found.push(one);
      }
    }
    return found;
  }
}

function hashOf(bytes: Buffer, from: number): number {
  let hash = 0;
  for (let i = 0; i < LEAST; i += 1) hash = (Math.imul(hash, 31) + bytes[from + i]!) | 0;
  return (hash ^ (hash >>> 8)) & 0xffffff;
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
}

describe('personal data at the door', () => {
  const open: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    while (open.length > 0) await open.pop()!();
  });

  it(
    `lets none of ${MANY} messages in, and keeps nothing of any: not in the log, not in its rejections, not in a line for the operator`,
    async () => {
      const random = chance(11);
      const { path: folder, remove } = await temp();
      const log = await EmbeddedLog.open({ folder: join(folder, 'log'), topics: Object.values(TOPICS) });
      const house = await IntakeHouse.open({ mqtt: false, log, limits: { intakeQueue: 1_000_000 } });
      open.push(
        remove,
        () => log.close(),
        () => house.close(),
      );
      const needles = new Needles();
      const wrong: unknown[] = [];
      for (let i = 0; i < MANY; i += 1) {
        const { text, kind, spelling } = anyNumber(random);
        const form = FORMS[i % FORMS.length]!;
        const made = form(random, text);
        if (made.bytes.includes(text) || made.key !== undefined) needles.add(text);
        const taken = hand(house, made, 'free');
        const codes = taken.rejections.map(({ code }) => code);
        const kept = taken.rejections.some(({ bytes, value }) => bytes !== undefined || value !== undefined);
        const told = codes.every((code) => code === (made.as === 'topic' ? 'E_AUTH' : 'E_PERSONAL'));
        const bad = taken.accepted + taken.late > 0 || kept || codes.length === 0;
        if (bad || (!told && !UNTOLD.has(i % FORMS.length)))
          wrong.push({ kind, spelling, text, made, codes });
        if (i % TOGETHER === TOGETHER - 1) await settled(house);
      }
      expect(wrong.slice(0, 5)).toEqual([]);
      expect(house.directory.registrations).toEqual([]);
      expect(needles.in(Buffer.from(JSON.stringify(house.logger.lines)))).toEqual([]);
      await house.close();
      await log.close();

      const files = filesUnder(folder);
      const onDisk = files.reduce((sum, path) => sum + statSync(path).size, 0);
      expect(onDisk).toBeGreaterThan(MANY * 200);
      for (const path of files) expect(needles.in(readFileSync(path)).slice(0, 3)).toEqual([]);
    },
    LONG,
  );

  it(
    `refuses none of ${MANY} innocent ones: serial numbers, instants, counters, coordinates`,
    async () => {
      const random = chance(12);
      const { path: folder, remove } = await temp();
      const log = await EmbeddedLog.open({ folder: join(folder, 'log'), topics: Object.values(TOPICS) });
      const store = await EmbeddedStore.open({
        folder: join(folder, 'store'),
        upkeepEvery: 0,
        retention: KEPT,
      });
      const house = await IntakeHouse.open({
        mqtt: false,
        log,
        limits: { intakeQueue: 1_000_000, autoRegister: 200_000 },
      });
      open.push(
        remove,
        () => log.close(),
        () => store.close(),
        () => house.close(),
      );
      const wrong: unknown[] = [];
      const counts = { accepted: 0, late: 0, duplicate: 0, rejected: 0 };
      for (let i = 0; i < MANY; i += 1) {
        const form = innocent(random, i);
        const taken = hand(house, form, 'free');
        counts.accepted += taken.accepted;
        counts.late += taken.late;
        counts.duplicate += taken.duplicate;
        counts.rejected += taken.rejected;
        if (taken.rejected > 0)
          wrong.push({ bytes: form.bytes, why: taken.rejections.map(({ code, path }) => [code, path]) });
        if (i % TOGETHER === TOGETHER - 1) await settled(house);
      }
      expect(wrong.slice(0, 5)).toEqual([]);
      expect(counts).toMatchObject({ duplicate: 0, rejected: 0 });
      expect(counts.accepted + counts.late).toBe(MANY);
      await house.close();

      // And what searches the disk does find what is there: a sensor's id, in log and store.
      let sample: Reading | undefined;
      const searched = await log.subscribe({
        name: 'privacy-spec',
        topics: [TOPICS.readings.name],
        onBatch: async ({ partition, records }) => {
          const readings = records
            .filter(({ value }) => value !== null && typeof value === 'object' && 'sensor' in value)
            .map(({ offset, value }) => ({ ...(value as Reading), partition, offset }));
          if (sample) return;
          sample = readings[0];
          await store.write({ readings });
        },
      });
      await searched.caughtUp;
      await searched.close();
      await log.close();
      await store.close();
      const needles = new Needles();
      needles.add(sample!.sensor);
      for (const part of ['log', 'store']) {
        const found = filesUnder(join(folder, part)).flatMap((path) => needles.in(readFileSync(path)));
        expect([part, found.length > 0]).toEqual([part, true]);
      }
    },
    LONG,
  );
});

function innocent(random: Random, i: number): ReturnType<Form> {
  const hex = (count: number) =>
    Array.from({ length: count }, () => Math.floor(random() * 16).toString(16)).join('');
  const number = (count: number) => String(Math.floor(random() * 10 ** count)).padStart(count, '0');
  const id = pick(random, [
    () => `bd-aq-${number(4)}`,
    () => `meter-${number(6).padStart(12, '0')}`,
    () => `2026${number(8)}`,
    () => `esp32-a4cf12${hex(6)}`,
    () => hex(16).replace(/(..)(?!$)/g, '$1:'),
    () => randomUUID(),
    () => `SN${number(2)}-${hex(8)}x`,
    () => `urn:dev:ow:10e2073a0${hex(7)}`,
    () => `QL13-km${number(2)}-lane${number(1)}`,
    () => `cam.${number(5)}`,
    () => `PLC_${number(3)}/DI${number(2)}`,
  ])();
  const at = pick(random, [
    NOON - i,
    new Date(NOON - i).toISOString(),
    `2026-11-23T13:59:${number(2).slice(0, 1) < '6' ? '0' : '1'}0.${number(9)}+07:00`,
  ]);
  const sensor = `${id}.${i}`;
  const values = pick(random, [
    { pm25: Math.floor(random() * 1_000), pm10: random() * 1_000 },
    { flow: Math.floor(random() * 20_000), occupancy: random() * 100 },
    { people_count: Math.floor(random() * 99_999) },
    { covid_week: Math.floor(random() * 1_000_000) },
    { temperature: random() * 40, humidity: 61.123456789 },
  ]);
  const epoch = pick(random, [
    undefined,
    '2026-11-20T00:00:00Z',
    randomUUID(),
    String(1_763_881_200 + i),
    `boot-${i}`,
    `v1.2.${number(3)}`,
    number(5).padStart(10, '1'),
  ]);
  const seq = pick(random, [
    undefined,
    i,
    Math.floor(random() * Number.MAX_SAFE_INTEGER),
    281_234_567,
    79_123_456_789,
  ]);
  const place = pick(random, [undefined, [106 + random(), 10.9 + random()]]);
  if (i % 5 === 3) {
    const t = i / 1_000;
    return {
      ...json([
        {
          bn: `${sensor.replaceAll('/', '-')}:`,
          bt: NOON / 1_000,
          n: 'pm25',
          u: 'ug/m3',
          v: random() * 99,
          t: -t,
        },
      ]),
      as: 'senml',
    };
  }
  if (i % 5 === 4) {
    const event = {
      specversion: '1.0',
      id: randomUUID(),
      source: '/s',
      type: 't',
      subject: sensor,
      total: 281_234_567,
    };
    return {
      ...json({
        ...event,
        time: new Date(NOON - i).toISOString(),
        data: { v: random() * 99, serial: number(9) },
      }),
      as: 'feed',
    };
  }
  return json({
    sensor,
    at,
    values,
    ...(epoch && { epoch }),
    ...(seq !== undefined && { seq }),
    ...(place && { place }),
  });
}

async function temp(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'toancanh-privacy-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}
