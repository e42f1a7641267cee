import { existsSync, readFileSync } from 'node:fs';
import { NOON } from '../testing/intake-house.js';
import { decodeSenml } from './senml.js';

const AT = NOON - 1_000;
const decode = (root: unknown, believed = true) => decodeSenml(root, NOON, believed);
const inputs = (root: unknown, believed = true) =>
  decode(root, believed).map((one) => ('input' in one && !one.fault ? one.input : one));
const v = (n: string, value: number, more = {}) => ({ n, v: value, ...more });

describe('SenML of RFC 8428', () => {
  it.each([
    {
      why: 'the example of the standard: base name, base time, base unit',
      pack: [
        { bn: 'urn:dev:ow:10e2073a01080063:', bt: AT / 1000, bu: '%RH', n: 'humidity', v: 20 },
        { n: 'temperature', u: 'Cel', v: 27.2 },
      ],
      readings: [
        {
          sensor: 'urn:dev:ow:10e2073a01080063',
          at: AT,
          values: { humidity: 20, temperature: 27.2 },
          units: { humidity: '%RH', temperature: 'Cel' },
        },
      ],
    },
    {
      why: 'a name that is all in one',
      pack: [v('station/3/pm25', 12, { t: AT / 1000 })],
      readings: [{ sensor: 'station/3', at: AT, values: { pm25: 12 }, units: {} }],
    },
    {
      why: 'a base name without a separator',
      pack: [{ bn: 'dev-1', ...v('temp', 27) }],
      readings: [{ sensor: 'dev-1', values: { temperature: 27 }, units: {} }],
    },
    {
      why: 'the name in the base name alone',
      pack: [{ bn: 'dev-1/pm10', v: 3 }],
      readings: [{ sensor: 'dev-1', values: { pm10: 3 }, units: {} }],
    },
    {
      why: 'relative times: seconds before now; zero is now',
      pack: [{ bn: 'd/', ...v('pm25', 1, { t: -60 }) }, v('pm25', 2)],
      readings: [
        { sensor: 'd', at: NOON - 60_000, values: { pm25: 1 }, units: {} },
        { sensor: 'd', values: { pm25: 2 }, units: {} },
      ],
    },
    {
      why: 'fractions of seconds, and base values',
      pack: [{ bn: 'd/', bt: AT / 1000, bv: 20, ...v('temperature', 1.5, { t: 0.25 }) }],
      readings: [{ sensor: 'd', at: AT + 250, values: { temperature: 21.5 }, units: {} }],
    },
    {
      why: 'a new base name, and booleans',
      pack: [{ bn: 'a/', bt: AT / 1000 }, v('pm25', 1), { bn: 'b/', n: 'camera_online', vb: true }],
      readings: [
        { sensor: 'a', at: AT, values: { pm25: 1 }, units: {} },
        { sensor: 'b', at: AT, values: { camera_online: 1 }, units: {} },
      ],
    },
    {
      why: 'longitude and latitude are its place',
      pack: [{ bn: 'd/', ...v('longitude', 106.6) }, v('latitude', 11), v('pm25', 1)],
      readings: [{ sensor: 'd', values: { pm25: 1 }, units: {}, place: [106.6, 11] }],
    },
    {
      why: 'unknown labels are ignored (4.4)',
      pack: [{ bn: 'd/', ...v('pm25', 1), colour: 'red' }],
      readings: [{ sensor: 'd', values: { pm25: 1 }, units: {} }],
    },
  ])('$why', ({ pack, readings }) => {
    expect(inputs(pack)).toEqual(readings);
  });

  it.each([
    { pack: {}, path: '', why: 'no pack' },
    { pack: [], path: '', why: 'an empty one' },
    { pack: [{ bn: 'd/' }], path: '', why: 'base fields and nothing else' },
    { pack: [{ bn: 7, n: 'pm25', v: 1 }], path: '/0/bn', why: 'a base name that is none leaves nothing' },
    { pack: [{ bver: 11, bn: 'd/', n: 'pm25', v: 1 }], path: '/0/bver', why: 'a later version' },
    { pack: [{ n: 'pm25', v: 1 }], path: '/0/n', why: 'whose?' },
    { pack: [7], path: '/0', why: 'no record' },
  ])('refuses $why', ({ pack, path }) => {
    expect(decode(pack)).toMatchObject([{ code: 'E_SCHEMA', path }]);
  });

  it.each([
    { record: { n: 'pm10', v: '7' }, path: '/1/v', why: 'a number as text' },
    { record: { n: 'pm10', vs: 'high' }, path: '/1', why: 'a text where a number belongs' },
    { record: { n: 'pm10', v: 1, x_: 1 }, path: '/1/x_', why: 'a label that must be understood' },
    { record: { n: 'pm25', v: 2 }, path: '/1', why: 'the same metric again' },
  ])('refuses the one reading that $why is part of', ({ record, path }) => {
    const pack = [{ bn: 'd/', ...v('pm25', 1) }, record, { bn: 'other/', ...v('pm25', 1) }];
    expect(decode(pack)).toMatchObject([
      { input: { sensor: 'd' }, fault: { code: 'E_SCHEMA', path } },
      { input: { sensor: 'other' } },
    ]);
  });

  it('drops the units of a gateway that is not to be believed', () => {
    expect(inputs([{ bn: 'd/', n: 'temp', u: 'far', v: 8 }], false)).toMatchObject([{ units: {} }]);
  });
});

describe('SenML of the older draft', () => {
  const entries = [
    { u: 'string', n: 'source', sv: 'src-1' },
    { v: '6.1668213', u: 'lon', n: 'longitude' },
    { v: '46.1927629', u: 'lat', n: 'latitude' },
    { v: '8', u: 'far', n: 'temperature' },
    { v: 53.7, u: 'per', n: 'humidity' },
  ];

  it.each([
    { bt: AT, why: 'milliseconds' },
    { bt: AT / 1000, why: 'seconds' },
    { bt: String(AT), why: 'a text' },
  ])('reads source, place, texts as numbers, and time in $why', ({ bt }) => {
    expect(inputs({ e: entries, bt }, false)).toEqual([
      {
        sensor: 'src-1',
        at: AT,
        values: { temperature: 8, humidity: 53.7 },
        units: {},
        place: [6.1668213, 46.1927629],
      },
    ]);
  });

  it.each([
    { e: [], path: '/e' },
    { e: [entries[0], { n: 'temperature', v: 'warm' }], path: '/e/1/v' },
    { e: [entries[0], { n: 'temperature', v: '' }], path: '/e/1/v' },
    { e: [{ n: 'temperature', v: '1' }], path: '/e/0/n' },
    { e: [null], path: '/e/0' },
  ])('refuses $e at $path', ({ e, path }) => {
    const [first] = decode({ e });
    expect('fault' in first! ? first.fault : first).toMatchObject({ code: 'E_SCHEMA', path });
  });
});

const FILE =
  process.env.RIOTBENCH_FILE ??
  new URL('../../../../../shared/data/riotbench/city-senml-1000.csv', import.meta.url).pathname;
const there = existsSync(FILE);

(there ? it : it.skip)(
  `decodes the 1,000 messages of RIoTBench${there ? '' : ' (the file is absent: RIOTBENCH_FILE names it)'}`,
  () => {
    const messages = readFileSync(FILE, 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.slice(line.indexOf(',') + 1));
    const decoded = messages.flatMap((message) => inputs(JSON.parse(message), false));
    expect(decoded).toHaveLength(1_000);
    expect(new Set(decoded.map((one) => 'sensor' in one && one.sensor)).size).toBe(788);
    const metrics = ['airquality_raw', 'dust', 'humidity', 'light', 'temperature'];
    for (const one of decoded) expect('values' in one && Object.keys(one.values).sort()).toEqual(metrics);
  },
);
