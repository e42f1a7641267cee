import { type Figure, Shape, TOPICS } from '@toancanh/events';
import { LogError } from '@toancanh/log';
import type { FigureDeclaration } from '@toancanh/figures';
import { FigureEntrySchema, FigureSchema } from '../contract/view-schemas.js';
import { LIMITS } from '../limits.js';
import { RunningLive } from '../testing/running-live.js';
import { MINUTE, T } from '../testing/small-city.js';

const DAY = 86_400_000;
const common = {
  ...{ domain: 'administration', unit: 'điểm', digits: 2, better: 'higher' as const, min: 0, max: 100 },
  owner: { vi: 'Văn phòng', en: 'Office' },
  source: { vi: 'QĐ 1', en: 'Decision 1' },
};
const FIGURES: readonly FigureDeclaration[] = [
  { id: 'score', title: { vi: 'Điểm', en: 'Score' }, period: 'month', ...common },
  { id: 'par', title: { vi: 'PAR', en: 'PAR' }, period: 'year', areas: ['root'], ...common },
  {
    ...{ id: 'dust', title: { vi: 'Bụi', en: 'Dust' }, period: 'hour', ...common },
    compute: { span: '1m', of: { metric: 'pm25', stat: 'mean' } },
  },
];
const BODY = { area: 'root', value: 81.5, rank: 8, rankOf: 63, asOf: '2026-10-31', by: 'Nguyễn An' };

let live: RunningLive;
let again: RunningLive | undefined;
beforeEach(async () => {
  live = new RunningLive({ figures: FIGURES });
  await live.start();
});
afterEach(async () => {
  await again?.stop();
  again = undefined;
  await live.stop();
});

const enter = async (id: string, body: object, more: RequestInit = {}) => {
  const headers = { 'content-type': 'application/json' };
  const init = { method: 'POST', headers, body: JSON.stringify(body), ...more };
  const response = await live.get(`/api/v1/figures/${id}`, init);
  return { status: response.status, answer: (await response.json()) as Record<string, unknown> };
};
const onLog = () => live.log.records(TOPICS.registry.name);
const score = async (area = 'root', query = '') => {
  const { items } = await live.json<{ items: Figure[] }>(`/api/v1/figures?area=${area}${query}`);
  return items.find(({ id }) => id === 'score')!;
};

describe('POST /api/v1/figures/{id}', () => {
  it('answers when the log has it, and whoever asks next is told of it', async () => {
    const { status, answer } = await enter('score', { ...BODY, source: 'Báo cáo 12', note: 'tạm' });
    expect([status, onLog().length]).toEqual([200, 1]);
    expect(new Shape(FigureEntrySchema).check(answer)).toBe(true);
    expect(answer).toMatchObject({ figure: 'score', version: 1, asOf: '2026-10-30T17:00:00.000Z' });
    const figure = await score();
    expect(new Shape(FigureSchema).check(figure)).toBe(true);
    expect(figure).toMatchObject({
      ...{ how: 'entered', value: 81.5, rank: 8, rankOf: 63, owner: common.owner, old: false },
      source: { vi: 'Báo cáo 12' },
      entry: { by: 'Nguyễn An', version: 1, note: 'tạm' },
    });
  });

  it('takes a correction as a new version; what was known before stays known', async () => {
    await enter('score', BODY);
    live.clock.at += DAY;
    const { answer } = await enter('score', { ...BODY, value: 82, owner: 'Phòng B' });
    expect(answer.version).toBe(2);
    expect(await score()).toMatchObject({ value: 82, owner: { vi: 'Phòng B' }, entry: { version: 2 } });
    expect(await score('root', `&at=${T + MINUTE}`)).toMatchObject({ value: 81.5, entry: { version: 1 } });
    expect((await score('root', `&at=${T - MINUTE}`)).value).toBeNull();
    const entries = await live.json<{ items: object[] }>('/api/v1/figures/score/entries?area=root');
    expect(entries.items).toMatchObject([
      { version: 1, value: 81.5 },
      { version: 2, value: 82 },
    ]);
    const then = await live.json<{ items: object[] }>(`/api/v1/figures/score/entries?area=root&at=${T}`);
    expect(then.items).toMatchObject([{ version: 1 }]);
  });

  it('has every version again after a restart and a compaction of the log', async () => {
    await enter('score', BODY);
    live.clock.at += DAY;
    await enter('score', { ...BODY, value: 82 });
    await enter('score', { ...BODY, asOf: '2026-11-10', value: 83 });
    const keys = onLog().map(({ key }) => key);
    expect(new Set(keys).size).toBe(3);
    again = new RunningLive({ figures: FIGURES });
    again.clock.at = T;
    for (const { key, value, appendTime } of onLog()) {
      again.clock.at = appendTime;
      await again.log.append(TOPICS.registry.name, [{ key, value: JSON.stringify(value) }]);
    }
    await again.start();
    const { items } = await again.json<{ items: object[] }>('/api/v1/figures/score/entries');
    expect(items).toMatchObject([
      { version: 1, value: 81.5, at: new Date(T).toISOString() },
      { version: 2, value: 82 },
      { version: 1, value: 83 },
    ]);
  });

  it('is no new version when somebody sends the same again', async () => {
    const first = await enter('score', BODY);
    expect(await enter('score', BODY)).toEqual(first);
    expect(onLog()).toHaveLength(1);
  });

  it('takes a word on an area of today that is older than its borders', async () => {
    const { status } = await enter('par', { ...BODY, asOf: '2024-12-31' });
    expect(status).toBe(200);
  });

  it('an area has its own', async () => {
    await enter('score', BODY);
    await enter('score', { ...BODY, area: 'north', value: 70 });
    expect([(await score()).value, (await score('north')).value]).toEqual([81.5, 70]);
  });

  it.each([
    { why: 'no such figure', id: 'gone', status: 404, code: 'E_FIGURE' },
    { why: 'a figure that is computed', id: 'dust', status: 422, code: 'E_COMPUTED' },
    { why: 'no such area', body: { area: 'nowhere' }, status: 404, code: 'E_AREA' },
    { why: 'an area that had ended', body: { area: 'old' }, status: 404, code: 'E_AREA' },
    { why: 'an area without this figure', id: 'par', body: { area: 'north' }, path: '/area' },
    { why: 'no name', body: { by: ' ' }, path: '/by' },
    { why: 'a text for a number', body: { value: '81' }, path: '/value' },
    { why: 'more than can be', body: { value: 101 }, path: '/value' },
    { why: 'a rank beyond the last', body: { rank: 64 }, path: '/rank' },
    { why: 'the future', body: { asOf: '2026-11-24' }, path: '/asOf' },
    { why: 'a month that does not exist', body: { asOf: '10-2026' }, path: '/asOf' },
    { why: 'a day that does not exist', body: { asOf: '2026-02-30' }, path: '/asOf' },
    { why: 'a field that nobody knows', body: { who: 'An' }, path: '/who' },
    {
      why: 'a number of a person',
      body: { source: 'ông 079203001234' },
      path: '/source',
      status: 422,
      code: 'E_PERSONAL',
    },
    { why: 'a long note', body: { note: 'x'.repeat(501) }, path: '/note' },
    {
      why: 'a form of another site',
      more: { headers: { 'content-type': 'text/plain' } },
      status: 415,
      code: 'E_MEDIA',
    },
  ])(
    'refuses $why, in both languages, and writes nothing',
    async ({ id = 'score', body = {}, more = {}, ...row }) => {
      const { status, answer } = await enter(id, { ...BODY, ...body }, more);
      const { path, status: wanted = 400, code = 'E_SCHEMA' } = { path: '', ...row };
      expect({ status, code: answer.code }).toEqual({ status: wanted, code });
      expect(answer.detail).toContain(path);
      expect(answer.detail_vi).toContain(path);
      expect(answer.detail_vi).not.toBe(answer.detail);
      expect(onLog()).toEqual([]);
    },
  );

  it('refuses more than so many a minute, and takes them again in the next', async () => {
    const ofMinute = (minute: number) =>
      enter('score', { ...BODY, asOf: T - minute * MINUTE, value: minute % 100 });
    for (let minute = 1; minute <= LIMITS.entriesAMinute; minute++) await ofMinute(minute);
    expect(await ofMinute(500)).toMatchObject({ status: 429, answer: { code: 'E_RATE' } });
    live.clock.at += MINUTE;
    expect((await ofMinute(500)).status).toBe(200);
  });

  it('says so when the log cannot take it, and has not taken it then', async () => {
    live.log.failure = new LogError('LOG_FULL', 'no room');
    expect(await enter('score', BODY)).toMatchObject({ status: 503, answer: { code: 'E_LOG' } });
    live.log.failure = undefined;
    expect((await score()).value).toBeNull();
  });
});
