import { type StoreError } from '../store.js';
import { reading } from '../testing/samples.js';
import { InfluxStore, type InfluxStoreOptions } from './influx-store.js';
import { type Act, ScriptedServer } from './testing/scripted-server.js';

const QUICK = { firstPause: 1, longestPause: 4, writeTimeout: 300, closeWithin: 50 };
const BUSY: Act = { status: 503, body: 'busy' };

async function withServer(
  acts: Act[],
  work: (store: InfluxStore, server: ScriptedServer, faults: StoreError[]) => Promise<void>,
  options: Partial<InfluxStoreOptions> = {},
): Promise<void> {
  const server = new ScriptedServer(acts);
  const faults: StoreError[] = [];
  const store = await InfluxStore.open({
    address: await server.listen(),
    database: 'city',
    retention: { readings: Infinity, windows: Infinity },
    limits: QUICK,
    onFault: (fault) => faults.push(fault),
    ...options,
  });
  try {
    await work(store, server, faults);
  } finally {
    await store.close();
    await server.close();
  }
}

const batch = { readings: [reading()] };

describe('a write to InfluxDB', () => {
  it.each<{ acts: Act[]; requests: number; why: string }>([
    { acts: [], requests: 1, why: 'all is well' },
    { acts: [BUSY], requests: 2, why: 'the server was busy' },
    { acts: ['reset', { status: 500 }], requests: 3, why: 'the connection was cut, then the server was ill' },
    { acts: [{ status: 429, headers: { 'retry-after': '0' } }], requests: 2, why: 'too many requests' },
    {
      acts: [{ status: 404, body: '{"error":"database not found: \\"city\\""}' }],
      requests: 2,
      why: 'the database had been removed',
    },
  ])('is safe after $requests requests: $why', ({ acts, requests }) =>
    withServer(acts, async (store, server) => {
      await store.write(batch);
      expect(server.writes).toHaveLength(requests);
      expect(new Set(server.writes).size).toBe(1);
      expect(store.counts.written).toBe(1);
    }),
  );

  it.each<{ acts: Act[]; requests: number; code: string; says: RegExp }>([
    { acts: [BUSY, BUSY, BUSY], requests: 3, code: 'STORE_WRITE', says: /503 busy/ },
    { acts: ['reset', 'reset', 'reset'], requests: 3, code: 'STORE_WRITE', says: /takes no writes/ },
    { acts: ['silence'], requests: 1, code: 'STORE_WRITE', says: /did not answer within 300 ms/ },
    {
      acts: [{ status: 503, headers: { 'retry-after': '60' } }],
      requests: 1,
      code: 'STORE_WRITE',
      says: /503/,
    },
    {
      acts: Array<Act>(3).fill({ status: 500, body: '{"error":"write: no space left on device"}' }),
      requests: 3,
      code: 'STORE_FULL',
      says: /no space/,
    },
    {
      acts: [{ status: 401, body: '{"error":"authorization failed"}' }],
      requests: 1,
      code: 'STORE_WRITE',
      says: /401/,
    },
    {
      acts: [{ status: 400, body: '{"error":"database is required"}' }],
      requests: 1,
      code: 'STORE_WRITE',
      says: /400/,
    },
  ])('rejects with $code after $requests requests: $says', ({ acts, requests, code, says }) =>
    withServer(acts, async (store, server, faults) => {
      const error = await store.write(batch).catch((reason: unknown) => reason);
      expect(error).toMatchObject({ code, message: expect.stringMatching(says) });
      expect(server.writes).toHaveLength(requests);
      expect(store.counts).toMatchObject({ written: 0, refused: 0 });
      expect(faults).toEqual([]);
      await store.write(batch);
      expect(store.counts.written).toBe(1);
    }),
  );

  it('goes in requests of a thousand lines, one after the other', () =>
    withServer([], async (store, server) => {
      await store.write({ readings: Array.from({ length: 2_500 }, (_, offset) => reading({ offset })) });
      expect(server.writes.map((body) => body.split('\n').length)).toEqual([1_000, 1_000, 500]);
    }));

  it('ends with STORE_CLOSED when the store is closed meanwhile', () =>
    withServer(
      ['silence'],
      async (store) => {
        const writing = store.write(batch).catch((error: StoreError) => error.code);
        await store.close();
        expect(await writing).toBe('STORE_CLOSED');
      },
      { limits: { ...QUICK, writeTimeout: 10_000 } },
    ));

  it('shows its credentials to the server and to nobody else', () =>
    withServer(
      [{ status: 401, body: 'authorization failed' }],
      async (store, server) => {
        const error = await store.write(batch).catch((reason: unknown) => reason);
        expect(new Set(server.credentials)).toEqual(
          new Set([`Basic ${Buffer.from('kho:mật khẩu').toString('base64')}`]),
        );
        expect(shown(error)).not.toMatch(/mật khẩu|Basic /);
      },
      { username: 'kho', password: 'mật khẩu' },
    ));

  it('counts and tells what no server could take, and writes the rest', () =>
    withServer([], async (store, server, faults) => {
      await store.write({
        readings: [reading({ at: -1 }), reading(), reading({ values: { pm25: NaN, pm10: 1 } })],
      });
      expect(server.writes[0]!.split('\n')).toHaveLength(2);
      expect(store.counts).toMatchObject({ written: 2, refused: 2 });
      expect(faults.map(({ code }) => code)).toEqual(['STORE_REFUSED']);
      expect(faults[0]!.message).toMatch(/bd-aq-0007 pm25 -1: its instant/);
    }));
});

/** Everything that a log would show of an error, its causes included. */
function shown(error: unknown): string {
  if (typeof error !== 'object' || error === null) return String(error);
  return Object.getOwnPropertyNames(error)
    .map((name) => `${name}: ${shown((error as Record<string, unknown>)[name])}`)
    .join('\n');
}
