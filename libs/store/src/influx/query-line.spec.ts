import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { StoreError } from '../store.js';
import { QueryLine } from './query-line.js';

const WHOLE = JSON.stringify({ results: [{ series: [{ columns: ['time'], values: [[7]] }] }] });

/** A server that answers queries one after the other as told, then in order. */
async function withServer(
  acts: ((response: ServerResponse) => void)[],
  work: (line: QueryLine) => Promise<void>,
): Promise<void> {
  const server = createServer((_, response) => {
    const act = acts.shift() ?? ((to: ServerResponse) => void to.end(WHOLE));
    act(response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const line = new QueryLine({
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    database: 'city',
    username: 'kho',
    password: 'mật khẩu',
    timeout: 400,
  });
  try {
    await work(line);
  } finally {
    line.close();
    server.closeAllConnections();
    server.close();
  }
}

const status = (code: number, text: string) => (response: ServerResponse) =>
  void response.writeHead(code).end(JSON.stringify({ error: text }));
const text = (body: object) => (response: ServerResponse) => void response.end(JSON.stringify(body));
/** The server dies while it answers. */
const half = (response: ServerResponse) => {
  response.writeHead(200, { 'content-length': WHOLE.length });
  response.write(WHOLE.slice(0, 20), () => response.socket!.resetAndDestroy());
};

describe('QueryLine', () => {
  it.each([
    { act: half, says: /nothing within 400 ms/, why: 'the client alone would wait for ever' },
    { act: () => undefined, says: /nothing within 400 ms|timed out/, why: 'silence' },
    { act: status(400, 'error parsing query'), says: /400 .*error parsing query/ },
    { act: status(401, 'authorization failed'), says: /401 .*authorization failed/ },
    { act: text({ results: [{ error: 'shard is gone' }] }), says: /shard is gone/ },
    {
      act: text({ results: [{ series: [{ columns: ['time'], values: [[1]], partial: true }] }] }),
      says: /max-row-limit/,
      why: 'a page would have a gap',
    },
    { act: (response: ServerResponse) => void response.end('<html>'), says: /not valid JSON/ },
  ])('throws STORE_READ $says', ({ act, says }) =>
    withServer([act], async (line) => {
      const error = (await line.series('SELECT 1').catch((reason: unknown) => reason)) as StoreError;
      expect(error).toMatchObject({ code: 'STORE_READ', message: expect.stringMatching(says) });
      expect(JSON.stringify({ ...error, cause: error.cause })).not.toMatch(/Basic|mật khẩu|authorization"/i);
      // The next one is asked at once.
      expect(await line.series('SELECT 1')).toEqual([{ columns: ['time'], values: [[7]] }]);
    }),
  );

  it.each([
    { act: (response: ServerResponse) => void response.socket!.resetAndDestroy(), why: 'cut off' },
    { act: status(503, 'busy'), why: 'told that the server is busy' },
  ])('asks once more when it is $why', ({ act }) =>
    withServer([act], async (line) => {
      expect(await line.series('SELECT 1')).toHaveLength(1);
    }),
  );

  it('ends with STORE_CLOSED when it is closed meanwhile', () =>
    withServer([() => undefined], async (line) => {
      const asking = line.series('SELECT 1').catch((error: StoreError) => error.code);
      line.close();
      expect(await asking).toBe('STORE_CLOSED');
      await expect(line.series('SELECT 1')).rejects.toMatchObject({ code: 'STORE_CLOSED' });
    }));
});
