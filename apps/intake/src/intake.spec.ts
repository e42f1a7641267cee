import mqtt from 'mqtt';
import { IntakeHouse } from './testing/intake-house.js';

describe('x', () => {
  it.each([4, 5] as const)('publishes with %d', async (protocolVersion) => {
    const house = await IntakeHouse.open();
    const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${house.mqttPort}`, { username: 'demo', password: 'demo', protocolVersion });
    const got: unknown[] = [];
    client.on('message', (t, p) => got.push([t, JSON.parse(p.toString())]));
    console.log(await client.subscribeAsync('toancanh/v1/demo/rejected', { qos: 1 }));
    for (const qos of [0, 1, 2] as const) {
      await client.publishAsync('toancanh/v1/demo/readings', `{"sensor":"my-first","at":${house.clock.at - qos},"values":{"pm25":31.2}}`, { qos });
      console.log(await client.publishAsync('toancanh/v1/demo/readings', '{"sensor":"my-first","values":{"pm25":-4}}', { qos }).catch((e) => e));
    }
    console.log(house.readings(), house.rejections(), got, house.status.stages());
    await client.endAsync();
    await house.close();
  });
});
