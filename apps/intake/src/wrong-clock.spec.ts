import { MemoryLog } from '@toancanh/log/testing';
import { IntakeHouse, NOON, SetClock } from './testing/intake-house.js';

const MINUTE = 60_000;

// The log's clock is right; that of the machine is not.
describe.each([
  { by: -10 * MINUTE, why: 'ten minutes behind' },
  { by: 3 * 60 * MINUTE, why: 'three hours ahead' },
])('intake on a machine $why', ({ by }) => {
  let house: IntakeHouse;

  beforeAll(async () => {
    const log = new MemoryLog({ clock: new SetClock(NOON) });
    house = await IntakeHouse.open({ log, mqtt: false, clock: new SetClock(NOON + by) });
  });
  afterAll(() => house.close());

  const post = async (reading: object) => {
    const response = await fetch(`http://127.0.0.1:${house.httpPort}/api/v1/readings`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa('gw-1:gw-1')}`, 'content-type': 'application/json' },
      body: JSON.stringify({ sensor: 's-1', values: { pm25: 1 }, ...reading }),
    });
    return (await response.json()) as object;
  };

  it.each([
    { at: NOON - 1_000, is: { accepted: 1, late: 0 }, why: 'of a right gateway' },
    { at: undefined, is: { accepted: 1, late: 0 }, why: 'without an instant' },
    { at: NOON - 3 * MINUTE, is: { accepted: 0, late: 1 }, why: 'that is late' },
    { at: NOON + 6 * MINUTE, is: { code: 'E_TS_FUTURE', accepted: 0 }, why: 'of a gateway ahead' },
    { at: NOON - 31 * 1_440 * MINUTE, is: { code: 'E_TS_OLD', accepted: 0 }, why: 'older than what is kept' },
  ])('judges a reading $why as if it were right', async ({ at, is }) => {
    expect(await post({ ...(at !== undefined && { at }) })).toMatchObject(is);
  });

  it('gives the log’s time to readings without an instant', () => {
    expect(house.readings().find(({ at }) => at === NOON)).toMatchObject({ receivedAt: NOON });
  });

  it('says so, and goes on', () => {
    expect(house.status.stages().intake!.more).toMatchObject({ clockBehindSeconds: -by / 1_000 });
    expect(house.logger.lines).toContainEqual(
      expect.objectContaining({ level: 'warn', message: expect.stringContaining('clock') as string }),
    );
    expect(house.status.troubles()).toEqual({});
  });
});
