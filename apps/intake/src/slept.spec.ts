import { once } from 'node:events';
import { connect } from 'node:net';
import request from 'supertest';
import { Pulse } from './desk/pulse.js';
import { IntakeHouse, NOON } from './testing/intake-house.js';
import { RawClient } from './testing/raw-client.js';

const READINGS = 'toancanh/v1/gw-1/readings';
const reading = (pm25: number) => JSON.stringify({ sensor: 's-1', at: NOON, values: { pm25 } });

// What was sent to it before it slept was sent again to another intake, and corrected there.
describe('an intake that has slept', () => {
  let now = 0;
  let house: IntakeHouse;
  beforeEach(async () => {
    now = 0;
    house = await IntakeHouse.open({ pulse: new Pulse(() => now) });
  });
  afterEach(() => house.close());
  const beat = (at: number) => {
    now = at;
    house.app.get(Pulse).feel();
  };
  const values = () => house.readings().map((each) => each.values);

  it('takes nothing from connections of before, at whatever time they speak, and closes them', async () => {
    const [early, late] = [
      await RawClient.as('gw-1', house.mqttPort, 5),
      await RawClient.as('gw-2', house.mqttPort, 5),
    ];
    beat(1_000);
    now = 9_000;
    const closed = [once(early.socket, 'close'), once(late.socket, 'close')];
    early.publish(READINGS, reading(1), 1);
    await closed[0];
    beat(11_000);
    late.publish('toancanh/v1/gw-2/readings', reading(2), 1);
    await closed[1];
    expect([...early.packets, ...late.packets]).toEqual([]);
    expect(values()).toEqual([]);

    const again = await RawClient.as('gw-1', house.mqttPort, 5);
    again.publish(READINGS, reading(3), 1);
    expect(await again.next()).toMatchObject({ cmd: 'puback', messageId: 1 });
    expect(values()).toEqual([{ pm25: 3 }]);
    again.end();
  });

  it('lets nobody in for a second: whoever waited at the door may have gone', async () => {
    beat(1_000);
    beat(9_000);
    const socket = connect(house.mqttPort, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(Buffer.from('101000044d5154540502003c00000003672d31', 'hex'));
    await once(socket, 'close');
    expect(house.status.stages()['intake']?.more).toMatchObject({ connections: 0, connectionsSlept: 1 });
  });

  it('answers requests of that second with 503, which says when to send them again', async () => {
    const post = () =>
      request(`http://127.0.0.1:${house.httpPort}`)
        .post('/api/v1/readings')
        .auth('gw-1', 'gw-1')
        .type('application/json')
        .send(reading(1));
    beat(1_000);
    now = 9_000;
    const refused = await post();
    expect(refused.status).toBe(503);
    expect(refused.headers['retry-after']).toMatch(/^\d+$/);
    expect(values()).toEqual([]);
    beat(10_500);
    expect((await post()).status).toBe(200);
  });
});
