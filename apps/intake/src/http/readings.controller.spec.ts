import { LogError } from '@toancanh/log';
import request from 'supertest';
import { IntakeHouse, NOON } from '../testing/intake-house.js';

const PATH = '/api/v1/readings';
const reading = (at: number, pm25 = 1) => ({ sensor: 's-1', at, values: { pm25 } });

describe('POST /api/v1/readings', () => {
  let house: IntakeHouse;
  beforeEach(async () => {
    house = await IntakeHouse.open({ mqtt: false, limits: { packetBytes: 2_000 } });
  });
  afterEach(() => house.close());
  const post = (body: unknown, gateway = 'gw-1') =>
    request(`http://127.0.0.1:${house.httpPort}`)
      .post(PATH)
      .auth(gateway, gateway)
      .type('application/json')
      .send(typeof body === 'string' ? body : JSON.stringify(body));

  it('counts what became of each reading, once the log has them', async () => {
    const body = {
      readings: [
        reading(NOON),
        reading(NOON, 2),
        reading(NOON, 2),
        reading(NOON - 1, -1),
        reading(NOON - 600_000),
      ],
    };
    const answer = await post(body);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      received: 5,
      accepted: 2,
      late: 1,
      duplicate: 1,
      rejected: [expect.objectContaining({ code: 'E_RANGE', path: '/readings/3/values/pm25' })],
    });
    expect(house.readings()).toHaveLength(3);
  });

  it('takes SenML by its content type', async () => {
    const answer = await post([{ bn: 's-1:', n: 'pm25', v: 7 }]).type('application/senml+json');
    expect(answer.body).toMatchObject({ accepted: 1 });
    expect(house.readings()).toMatchObject([{ sensor: 's-1', values: { pm25: 7 } }]);
  });

  it.each([
    { body: reading(NOON, -1), status: 422, code: 'E_RANGE' },
    { body: 'no json', status: 422, code: 'E_JSON' },
    { body: 'x'.repeat(2_001), status: 413, code: 'E_SIZE' },
  ])('answers $status $code with a problem in both languages', async ({ body, status, code }) => {
    const answer = await post(body);
    expect(answer.status).toBe(status);
    expect(answer.type).toBe('application/problem+json');
    expect(answer.body).toMatchObject({
      status,
      code,
      detail: expect.any(String) as string,
      detail_vi: expect.any(String) as string,
    });
    if (status === 413) await post(reading(NOON));
    expect(house.rejections()).toMatchObject([{ code, gateway: 'gw-1' }]);
  });

  it.each([
    { credential: ['gw-1', 'wrong'], why: 'a wrong password' },
    { credential: ['nobody', 'x'], why: 'nobody' },
    { credential: undefined, why: 'no credential' },
  ])('answers 401 to $why', async ({ credential }) => {
    const call = request(`http://127.0.0.1:${house.httpPort}`).post(PATH);
    if (credential) void call.auth(credential[0]!, credential[1]!);
    const answer = await call.type('application/json').send('{}');
    expect(answer.status).toBe(401);
    expect(answer.headers['www-authenticate']).toMatch(/^Basic/);
    expect(answer.body).toMatchObject({ code: 'E_AUTH' });
    expect(house.status.stages().intake!.received).toBe(0);
  });

  it('answers 415 to what it cannot read', async () => {
    expect((await post('a,b').type('text/csv')).status).toBe(415);
  });

  it('answers 429 over the rate of the gateway', async () => {
    const many = Array.from({ length: 5 }, (_, n) => ({ ...reading(NOON - n), sensor: 'x' }));
    expect((await post(many, 'slow')).status).toBe(200);
    const answer = await post({ ...reading(NOON - 9), sensor: 'x' }, 'slow');
    expect([answer.status, answer.headers['retry-after']]).toEqual([429, '1']);
  });

  it('gives the first answer again for an idempotency key, and refuses the key for another body', async () => {
    const undated = { sensor: 's-1', values: { pm25: 1 } };
    const first = await post(undated).set('Idempotency-Key', 'k');
    const second = await post(undated).set('Idempotency-Key', 'k');
    expect(first.body).toMatchObject({ accepted: 1 });
    expect(second.body).toEqual(first.body);
    expect(house.readings()).toHaveLength(1);
    expect((await post({ ...undated, seq: 1 }).set('Idempotency-Key', 'k')).status).toBe(422);
    expect((await post({ ...undated, sensor: 's-2' }, 'gw-2').set('Idempotency-Key', 'k')).status).toBe(200);
  });

  it('answers 503 when the log does not answer in time, and a repetition is a duplicate of it', async () => {
    const release = house.log.hold();
    const answer = await post(reading(NOON));
    expect([answer.status, answer.headers['retry-after'], answer.body.code]).toEqual([503, '5', 'E_LOG']);
    release();
    expect((await post(reading(NOON))).body).toMatchObject({ accepted: 0, duplicate: 1 });
    expect(house.readings()).toHaveLength(1);
  });

  it('answers 503 at once while the log takes nothing', async () => {
    house.log.failure = new LogError('LOG_FULL', 'no room');
    expect((await post(reading(NOON))).status).toBe(503);
    const received = house.desk.judged.received;
    expect((await post(reading(NOON - 1))).status).toBe(503);
    expect(house.desk.judged.received).toBe(received);
    house.log.failure = undefined;
  });
});
