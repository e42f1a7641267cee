import request from 'supertest';
import { IntakeHouse, NOON } from '../testing/intake-house.js';

/** NOON is 14:00:00 in Vietnam. */
const line = (symbol: string, value: string, unit = 'ug/m3', time = '20261123140000', status = '00') =>
  [symbol, value, unit, time, status].join('\t');

describe('POST /api/v1/files/tt10', () => {
  let house: IntakeHouse;
  beforeEach(async () => {
    house = await IntakeHouse.open({ mqtt: false, limits: { packetBytes: 2_000 } });
  });
  afterEach(() => house.close());
  const post = (body: string, query: object = { sensor: 's-1' }, media = 'text/tab-separated-values') =>
    request(`http://127.0.0.1:${house.httpPort}`)
      .post('/api/v1/files/tt10')
      .query(query)
      .auth('gw-1', 'gw-1')
      .type(media)
      .send(body);

  it('makes a reading of the lines of one instant and one status, in the units of the metrics', async () => {
    const answer = await post(
      [
        line('PM2,5', '31.2'),
        line('CO', '1.5', 'mg/m3'),
        line('SO2', '900', 'ug/m3', '20261123140000', '01'),
        line('NO2', '12', 'ug/m3', '20261123135500', '02'),
      ].join('\r\n'),
    );
    expect([answer.status, answer.body]).toEqual([
      200,
      { received: 3, accepted: 2, late: 1, duplicate: 0, rejected: [] },
    ]);
    expect(house.readings()).toMatchObject([
      { sensor: 's-1', gateway: 'gw-1', at: NOON, values: { pm25: 31.2, co: 1_500 }, quality: 'ok' },
      { at: NOON, values: { so2: 900 }, quality: 'calibrating' },
      { at: NOON - 300_000, values: { no2: 12 }, quality: 'fault' },
    ]);
  });

  it('knows a file that comes again', async () => {
    await post(line('PM10', '40'));
    expect((await post(line('PM10', '40'))).body).toMatchObject({ accepted: 0, duplicate: 1 });
  });

  it.each([
    { bad: line('XX', '1'), code: 'E_SCHEMA', path: '/2/symbol', value: 'XX', why: 'a symbol nobody knows' },
    { bad: line('NO2', '31,2'), code: 'E_SCHEMA', path: '/2/value', value: '31,2', why: 'a decimal comma' },
    { bad: 'NO2 1', code: 'E_SCHEMA', path: '/2', value: 'NO2 1', why: 'no tabs' },
    {
      bad: line('PM2,5', '7'),
      code: 'E_SCHEMA',
      path: '/2/symbol',
      value: 'PM2,5',
      why: 'a parameter twice',
    },
    {
      bad: line('NO2', '1', 'ppm', '20261123135900'),
      code: 'E_UNIT',
      path: '/2/unit',
      value: 'ppm',
      why: 'a unit that needs more to convert',
    },
    {
      bad: line('NO2', '-1', 'ug/m3', '20261123135900'),
      code: 'E_RANGE',
      path: '/2/value',
      value: '-1',
      why: 'less than nothing',
    },
    {
      bad: line('NO2', '1', 'ug/m3', '20261123150000'),
      code: 'E_TS_FUTURE',
      path: '/2/time',
      value: '20261123150000',
      why: 'an hour ahead',
    },
    { bad: '0901234567', code: 'E_PERSONAL', path: '/2', why: 'a phone number' },
  ])('refuses $why at $path and takes the line before it', async ({ bad, code, path, value }) => {
    const { status, body } = await post(`${line('PM2,5', '31.2')}\n${bad}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ received: 2, accepted: 1, rejected: [{ code, path }] });
    const [rejection] = house.rejections();
    expect(rejection).toMatchObject({ topic: 'http:/api/v1/files/tt10', gateway: 'gw-1', code, path });
    expect(rejection!.value).toBe(value);
    expect('bytes' in rejection!).toBe(code !== 'E_PERSONAL');
    expect(house.readings()).toMatchObject([{ values: { pm25: 31.2 } }]);
  });

  it.each([
    { query: {}, code: 'E_SCHEMA', why: 'it says not whose file it is' },
    { query: { sensor: 's-2' }, code: 'E_SENSOR', why: 'the sensor is another gateway’s' },
    { query: { sensor: 'new-1' }, code: 'E_SENSOR', why: 'nobody knows the sensor' },
  ])('answers 422 $code if $why', async ({ query, code }) => {
    const { status, body } = await post(line('PM10', '40'), query);
    expect([status, body.code, body.rejected[0].path]).toEqual([422, code, '/sensor']);
  });

  it.each([
    { body: '', status: 422, code: 'E_SCHEMA', why: 'an empty file' },
    { body: '\n'.repeat(2_001), status: 413, code: 'E_SIZE', why: 'a file that is too long' },
  ])('answers $status to $why', async ({ body, status, code }) => {
    const answer = await post(body);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it.each(['application/json', 'text/csv'])('answers 415 to %s', async (media) => {
    const answer = await post('{}', { sensor: 's-1' }, media);
    expect(answer.status).toBe(415);
    expect(answer.body.detail).toContain('text/plain or text/tab-separated-values');
  });

  it('gives the first answer again for an idempotency key, of one station', async () => {
    const sent = () => post(line('PM10', '40')).set('Idempotency-Key', 'k');
    expect((await sent()).body).toMatchObject({ accepted: 1 });
    expect((await sent()).body).toMatchObject({ accepted: 1 });
    const other = await post(line('PM10', '40'), { sensor: 'x' }).set('Idempotency-Key', 'k');
    expect(other.status).toBe(422);
  });
});
