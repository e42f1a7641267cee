import { type Alert, type Command, TOPICS } from '@toancanh/events';
import type { Reader } from '@toancanh/log';
import { RunningLive } from '../testing/running-live.js';
import { alertOf, nextOf, T } from '../testing/small-city.js';

let live: RunningLive;
let alerter: Reader | undefined;
beforeEach(async () => {
  live = new RunningLive();
  await live.alert(alertOf('a', 1));
  await live.start();
});
afterEach(async () => {
  await alerter?.close();
  alerter = undefined;
  await live.stop();
});

/** Does what the alerter does with a command: the version that was seen must be the one that stands. */
async function withAlerter(alert: Alert): Promise<Command[]> {
  const commands: Command[] = [];
  let standing = alert;
  alerter = await live.log.subscribe({
    name: 'alerter',
    topics: [TOPICS.commands.name],
    onBatch: async ({ records }) => {
      for (const { value } of records) {
        const command = value as Command;
        commands.push(command);
        if (command.version !== standing.version) continue;
        standing = nextOf(standing, 'acknowledged', command.at, command.who);
        await live.alert(standing);
      }
    },
  });
  return commands;
}

const acknowledge = async (who: string, version: string | undefined, more: RequestInit = {}) => {
  const headers = {
    'content-type': 'application/json',
    ...(version === undefined ? {} : { 'if-match': version }),
  };
  const body = JSON.stringify({ who, note: 'đã gọi trực' });
  const response = await live.get('/api/v1/alerts/a/acknowledge', { method: 'POST', headers, body, ...more });
  const answer = (await response.json()) as Record<string, unknown>;
  return { status: response.status, etag: response.headers.get('etag'), answer };
};

describe('POST /api/v1/alerts/{id}/acknowledge', () => {
  it('goes through the log and answers with what came back', async () => {
    const commands = await withAlerter(alertOf('a', 1));
    const { status, etag, answer } = await acknowledge('Nguyễn An', '"1"');
    expect([status, etag]).toEqual([200, '"2"']);
    expect(answer).toMatchObject({ state: 'acknowledged', acknowledgedBy: 'Nguyễn An', version: 2 });
    expect(commands).toMatchObject([
      { what: 'acknowledge', target: 'a', version: 1, who: 'Nguyễn An', why: 'đã gọi trực', at: T },
    ]);
  });

  it('of two at once lets one win and tells the other by whom', async () => {
    await withAlerter(alertOf('a', 1));
    const both = await Promise.all([acknowledge('An', '"1"'), acknowledge('Bình', '"1"')]);
    const won = both.find(({ status }) => status === 200);
    const lost = both.find(({ status }) => status !== 200);
    expect(lost).toMatchObject({ status: 409, answer: { code: 'E_VERSION' } });
    expect(lost?.answer.detail).toContain(String(won?.answer.acknowledgedBy));
  });

  it.each([
    { why: 'without the version', version: undefined, status: 428, code: 'E_IF_MATCH' },
    { why: 'with something that is no version', version: '*', status: 428, code: 'E_IF_MATCH' },
    { why: 'with an old version', version: '"0"', status: 409, code: 'E_VERSION' },
    {
      why: 'with no name',
      version: '1',
      more: { body: '{"who":" "}' },
      status: 400,
      code: 'E_SCHEMA',
    },
    {
      why: 'with a phone number in the note',
      version: '1',
      more: { body: '{"who":"An","note":"gọi lại số 0912 345 678"}' },
      status: 422,
      code: 'E_PERSONAL',
    },
    { why: 'with a broken body', version: '1', more: { body: '{' }, status: 400, code: 'E_JSON' },
    {
      why: 'with a long body',
      version: '1',
      more: { body: JSON.stringify({ who: 'x'.repeat(20_000) }) },
      status: 413,
      code: 'E_SIZE',
    },
    {
      why: 'as a form, which another site could send',
      version: '1',
      more: { headers: { 'content-type': 'text/plain', 'if-match': '1' } },
      status: 415,
      code: 'E_MEDIA',
    },
  ])(
    '$why is refused with $status $code, and nothing is written',
    async ({ version, more, status, code }) => {
      const commands = await withAlerter(alertOf('a', 1));
      expect(await acknowledge('An', version, more)).toMatchObject({ status, answer: { code } });
      await live.seen();
      expect(commands).toEqual([]);
    },
  );

  it('of an alert that somebody has acknowledged names them, even with the newest version', async () => {
    await live.alert(nextOf(alertOf('a', 1), 'acknowledged', T, 'Lê Cường'));
    await live.seen();
    const { status, answer } = await acknowledge('An', '"2"');
    expect([status, answer.code]).toEqual([409, 'E_VERSION']);
    expect(answer.detail_vi).toContain('Lê Cường');
  });

  it('says that there is no answer yet when the alerter is away', async () => {
    const { status, answer } = await acknowledge('An', '"1"');
    expect([status, answer.code]).toEqual([503, 'E_TIMEOUT']);
  });
});
