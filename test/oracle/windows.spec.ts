import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasProgram, runProgram } from '../harness/program.js';

const python = await hasProgram('python3');
const MINUTE = 60_000;

/** Whoever checks the product has to be right first: cases whose windows fit on the back of an envelope. */
(python ? describe : describe.skip)(`the oracle${python ? '' : ' (python3 is not installed)'}`, () => {
  let folder: string;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'toancanh-oracle-'))));
  afterEach(() => rm(folder, { recursive: true }));

  const file = async (name: string, content: string) => {
    const path = join(folder, name);
    await writeFile(path, content);
    return path;
  };
  const ndjson = (items: readonly object[]) => items.map((item) => JSON.stringify(item)).join('\n');
  const oracle = async (...args: string[]) => {
    const ran = await runProgram('python3', ['test/oracle/windows.py', ...args]);
    return { ...ran, lines: ran.stdout.trim().split('\n').filter(Boolean) };
  };
  const windowsOf = async (...args: string[]) => {
    const { code, lines, stderr } = await oracle(...args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.any(String) as string });
    return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  };
  const reading = (sensor: string, at: number | string, pm25: number) => ({ sensor, at, values: { pm25 } });

  it('puts the end of a minute into the next, and takes the later of two values of one instant', async () => {
    const published = await file(
      'published.ndjson',
      ndjson([
        reading('a', 0, 10),
        reading('a', MINUTE - 1, 30),
        reading('a', '1970-01-01T00:00:00.000Z', 20),
        reading('a', MINUTE, 7),
        reading('b', 5, 40),
        reading('b', 6, 3_000),
      ]),
    );
    const ranges = await file('ranges.json', '{"pm25": [0, 2000]}');
    const areas = await file('areas.json', '{"a": ["ward", "city"], "b": ["city"]}');
    const windows = await windowsOf('readings', published, '--ranges', ranges, '--areas', areas);
    const figures = windows.map(({ sensor, area, start, count, sum, p50 }) => ({
      of: sensor ?? area,
      start,
      count,
      sum,
      p50,
    }));
    expect(figures).toEqual([
      { of: 'city', start: 0, count: 3, sum: 90, p50: 30 },
      { of: 'city', start: MINUTE, count: 1, sum: 7, p50: 7 },
      { of: 'ward', start: 0, count: 2, sum: 50, p50: 25 },
      { of: 'ward', start: MINUTE, count: 1, sum: 7, p50: 7 },
      { of: 'a', start: 0, count: 2, sum: 50, p50: 25 },
      { of: 'a', start: MINUTE, count: 1, sum: 7, p50: 7 },
      { of: 'b', start: 0, count: 1, sum: 40, p50: 40 },
    ]);
  });

  it.each([
    { span: '1h', zone: 'Asia/Ho_Chi_Minh', at: '2026-11-23T05:59', is: '2026-11-23T05:00', minutes: 60 },
    { span: '1d', zone: 'Asia/Ho_Chi_Minh', at: '2026-11-23T17:00', is: '2026-11-23T17:00', minutes: 1_440 },
    { span: '1h', zone: 'Asia/Kolkata', at: '2026-11-23T05:29', is: '2026-11-23T04:30', minutes: 60 },
    { span: '1d', zone: 'Europe/Berlin', at: '2026-10-25T12:00', is: '2026-10-24T22:00', minutes: 1_500 },
    { span: '1d', zone: 'Europe/Berlin', at: '2026-03-29T12:00', is: '2026-03-28T23:00', minutes: 1_380 },
    { span: '1h', zone: 'Australia/Lord_Howe', at: '2026-10-04T12:45', is: '2026-10-04T12:30', minutes: 30 },
    { span: '1d', zone: 'America/Sao_Paulo', at: '2018-11-04T12:00', is: '2018-11-04T03:00', minutes: 1_380 },
  ])('puts $at into the $span of $zone that begins at $is', async ({ span, zone, at, is, minutes }) => {
    const published = await file('published.ndjson', ndjson([reading('a', `${at}:00Z`, 10)]));
    const [window] = await windowsOf('readings', published, '--span', span, '--zone', zone);
    const start = Date.parse(`${is}:00Z`);
    expect(window).toMatchObject({ span, start, end: start + minutes * MINUTE, count: 1 });
  });

  it('leaves out what had not ended', async () => {
    const readings = [reading('a', 0, 10), reading('a', 60 * MINUTE, 10)];
    const published = await file('published.ndjson', ndjson(readings));
    const until = String(119 * MINUTE);
    const windows = await windowsOf('readings', published, '--span', '1h', '--until', until);
    expect(windows.map(({ start }) => start)).toEqual([0]);
  });

  it('interpolates percentiles linearly between the closest ranks', async () => {
    const values = [15, 20, 35, 40, 50];
    const published = await file(
      'published.ndjson',
      ndjson(values.map((value, at) => reading('a', at, value))),
    );
    // p95 lies at rank 0.95 × 4 = 3.8: 40 + 0.8 × 10.
    expect(await windowsOf('readings', published)).toEqual([
      expect.objectContaining({ count: 5, min: 15, max: 50, mean: 32, p50: 35, p95: 48 }),
    ]);
  });

  it('reads the RIoTBench form, shifts its times and judges places too', async () => {
    const line = (at: number, lat: string, dust: string) =>
      `${at},{"e":[{"n":"source","u":"string","sv":"s"},{"n":"latitude","u":"lat","v":"${lat}"},{"n":"dust","u":"per","v":"${dust}"}],"bt":${at}}`;
    const csv = await file(
      'city.csv',
      [
        line(1_000, '10', '5'),
        line(2_000, '-122', '6'),
        line(3_000, '10', '-1'),
        line(4_000, '10', '7'),
      ].join('\n'),
    );
    const ranges = await file('ranges.json', '{"dust": [0, 100], "latitude": [-90, 90]}');
    const windows = await windowsOf(
      ...['riotbench', csv, '--shift-to', String(10 * MINUTE), '--ranges', ranges, '--area', 'city'],
    );
    const figures = { start: 10 * MINUTE, end: 11 * MINUTE, count: 2, sum: 12, min: 5, max: 7 };
    expect(windows).toEqual([
      expect.objectContaining({ metric: 'dust', area: 'city', ...figures }),
      expect.objectContaining({ metric: 'dust', sensor: 's', ...figures }),
    ]);
  });

  const between = { p50: [100, 102], p95: [-300, 100] };
  const hour = {
    metric: 'pm25',
    sensor: 'a',
    span: '1h',
    start: 0,
    count: 65,
    sum: 1,
    min: 1,
    max: 1,
    mean: 1,
  };
  it.each([
    { why: 'within 1 % of the greater neighbour', count: 65, p50: 99.98, p95: 2.9, says: [] },
    { why: 'beyond it', count: 65, p50: 99.9, p95: 0, says: ['p50 is 99.9, not 101'] },
    {
      why: 'few values are exact',
      count: 64,
      p50: 101.1,
      p95: 0.1,
      says: ['p50 is 101.1, not 101', 'p95 is 0.1, not 0'],
    },
  ])('compares the percentiles of hours: $why', async ({ count, p50, p95, says }) => {
    const exact = await file('exact.ndjson', ndjson([{ ...hour, count, p50: 101, p95: 0, between }]));
    const found = await file('found.ndjson', ndjson([{ ...hour, count, p50, p95 }]));
    const { lines } = await oracle('compare', exact, found);
    expect(lines).toEqual(says.map((what) => `pm25 sensor a 1h 0: ${what}`));
  });

  const window = { metric: 'pm25', sensor: 'a', start: 0, count: 2, sum: 3, min: 1, max: 2, mean: 1.5 };
  const whole = { ...window, p50: 1.5, p95: 1.95 };
  it.each([
    { why: 'equal', found: [whole], says: [] },
    { why: 'instants as text', found: [{ ...whole, start: '1970-01-01T00:00:00.000Z' }], says: [] },
    { why: 'within the tolerance', found: [{ ...whole, sum: 3 + 1e-12 }], says: [] },
    {
      why: 'the newer revision is right',
      found: [
        { ...whole, count: 9 },
        { ...whole, revision: 1 },
      ],
      says: [],
    },
    {
      why: 'the newer epoch is wrong',
      found: [
        { ...whole, epoch: 1 },
        { ...whole, epoch: 2, count: 3 },
      ],
      says: ['pm25 sensor a 0: count is 3, not 2'],
    },
    {
      why: 'a wrong sum',
      found: [{ ...whole, sum: 3.000001 }],
      says: ['pm25 sensor a 0: sum is 3.000001, not 3'],
    },
    {
      why: 'one is missing',
      found: [{ ...whole, start: MINUTE }],
      says: ['missing: pm25 sensor a 0', 'not expected: pm25 sensor a 60000 count 2'],
    },
    { why: 'nothing is there', found: [], says: ['missing: pm25 sensor a 0'] },
  ])('compares: $why', async ({ found, says }) => {
    const expected = await file('expected.ndjson', ndjson([whole]));
    const { code, lines } = await oracle('compare', expected, await file('found.ndjson', ndjson(found)));
    expect({ code, lines }).toEqual({ code: says.length === 0 ? 0 : 1, lines: says });
  });
});
