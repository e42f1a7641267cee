import type { Rejection } from '@toancanh/events';
import { FakeCity } from '../testing/city-server.js';
import { runLine, testContext } from '../testing/context.js';

const rejection = (id: string, second: number): Rejection => ({
  id,
  at: `2026-11-23T07:00:${String(second).padStart(2, '0')}.000Z`,
  gateway: 'demo',
  topic: 'toancanh/v1/demo/readings',
  code: 'E_RANGE',
  path: '/values/pm25',
  value: '-4',
  expected: '0 … 2000 µg/m³',
  cure: { vi: 'Kiểm tra cảm biến.', en: 'Check the sensor.' },
  size: 42,
});

describe('toancanh rejects', () => {
  let city: FakeCity;
  beforeEach(async () => (city = await FakeCity.open()));
  afterEach(() => city.close());

  const rejects = (...more: string[]) =>
    runLine(['rejects', '--gateway', 'demo', '--url', city.url, ...more]);

  it('shows every page, oldest first, with the cure', async () => {
    city.reply = ({ searchParams }) =>
      searchParams.get('cursor') === 'second'
        ? { body: { items: [rejection('a', 1)], next: null } }
        : { body: { items: [rejection('c', 3), rejection('b', 2)], next: 'second' } };
    const { exit, lines } = await rejects();
    expect(exit).toBe(0);
    expect(lines.filter((line) => line.includes('E_RANGE')).map((line) => line.slice(17, 19))).toEqual([
      '01',
      '02',
      '03',
    ]);
    expect(lines).toContain('    cure: Check the sensor.');
  });

  it('asks for what was named, and prints NDJSON', async () => {
    city.reply = () => ({ body: { items: [rejection('a', 1)], next: null } });
    const { lines } = await rejects('--code', 'E_RANGE', '--json');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([rejection('a', 1)]);
    expect(Object.fromEntries(city.asked[0]!.searchParams)).toMatchObject({
      gateway: 'demo',
      code: 'E_RANGE',
    });
  });

  it('follows from the newest instant on, and shows nothing twice', async () => {
    const { context, terminal, interrupt } = testContext();
    const answers = [
      [rejection('a', 1), rejection('b', 1)],
      [rejection('a', 1), rejection('b', 1), rejection('c', 1)],
      [rejection('c', 1), rejection('d', 2)],
    ];
    city.reply = () => {
      const items = answers.shift() ?? [];
      if (answers.length === 0) interrupt();
      return { body: { items, next: null } };
    };
    const { exit, lines } = await runLine(
      ['rejects', '--gateway', 'demo', '--url', city.url, '--follow', '--json'],
      { context, terminal, interrupt },
    );
    expect(exit).toBe(0);
    expect(lines.map((line) => (JSON.parse(line) as Rejection).id)).toEqual(['a', 'b', 'c', 'd']);
    expect(city.asked[1]!.searchParams.get('from')).toBe(rejection('a', 1).at);
  });

  it.each([
    { status: 400, exit: 1, says: 'E_QUERY wrong' },
    { status: 401, exit: 3, says: 'refuses' },
    { status: 403, exit: 3, says: 'refuses' },
    { status: 500, exit: 1, says: '500' },
  ])('ends with $exit when $status is answered', async ({ status, exit, says }) => {
    city.reply = () => ({ status, body: { code: 'E_QUERY', detail: 'wrong' } });
    const ran = await rejects();
    expect(ran.exit).toBe(exit);
    expect(ran.messages.join('\n')).toContain(says);
  });

  it('ends with 4 when nobody is there', async () => {
    const { url } = city;
    await city.close();
    expect((await runLine(['rejects', '--gateway', 'demo', '--url', url])).exit).toBe(4);
    city = await FakeCity.open();
  });
});
