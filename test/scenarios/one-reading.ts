import type { Rejection, Value } from '@toancanh/events';
import { hasProgram, runProgram } from '../harness/program.js';
import type { RunningCity } from '../harness/running-city.js';
import { until } from '../harness/until.js';

const mosquitto = await hasProgram('mosquitto_pub');

/** From `mosquitto_pub` to the newest values, or back to who sent it. */
export function describeOneReading(name: string, start: () => Promise<RunningCity>): void {
  const absent = mosquitto ? '' : ' (mosquitto-clients is not installed)';
  (mosquitto ? describe : describe.skip)(`one reading, by mosquitto_pub, ${name}${absent}`, () => {
    let city: RunningCity;
    const publish = (message: string, ...more: string[]) =>
      runProgram('mosquitto_pub', [
        ...['-p', String(city.mqttPort), '-u', 'demo', '-P', 'demo', '-q', '1'],
        ...['-t', 'toancanh/v1/demo/readings', '-m', message, ...more],
      ]);

    beforeAll(async () => {
      city = await start();
    }, 60_000);
    afterAll(() => city.discard(), 30_000);

    it('is among the latest values within a second', async () => {
      expect(await publish('{"sensor":"my-first","values":{"pm25":31.2}}')).toMatchObject({
        code: 0,
        stderr: '',
      });
      let latest: Value[] = [];
      await until(
        async () => {
          latest = (await city.get<{ items: Value[] }>('/api/v1/latest?area=thu-dau-mot&metric=pm25')).items;
          return latest.some(({ sensor }) => sensor === 'my-first');
        },
        { within: 1_000, what: () => city.output },
      );
      expect(latest).toEqual([
        expect.objectContaining({
          sensor: 'my-first',
          metric: 'pm25',
          value: 31.2,
          unit: 'µg/m³',
          quality: 'ok',
          freshness: 'live',
        }),
      ]);
    });

    it('comes back on the rejected topic, with its cure, when it is bad', async () => {
      // A session that is kept: the first call subscribes and leaves, the second gets what came meanwhile.
      const subscribe = (...more: string[]) =>
        runProgram('mosquitto_sub', [
          ...['-p', String(city.mqttPort), '-u', 'demo', '-P', 'demo', '-q', '1', '-c', '-i', 'one-reading'],
          ...['-t', 'toancanh/v1/demo/rejected', ...more],
        ]);
      expect(await subscribe('-E')).toMatchObject({ code: 0, stderr: '' });
      await publish('{"sensor":"my-first","values":{"pm25":-4}}');
      const { stdout } = await subscribe('-C', '1', '-W', '5');
      const rejection = JSON.parse(stdout) as Rejection;
      expect(rejection).toMatchObject({
        gateway: 'demo',
        code: 'E_RANGE',
        path: '/values/pm25',
        value: '-4',
      });
      expect(rejection.cure.vi).not.toBe('');
      expect(rejection.cure.en).not.toBe('');
      expect(Buffer.from(rejection.bytes!, 'base64').toString()).toBe(
        '{"sensor":"my-first","values":{"pm25":-4}}',
      );
    });

    it('tells an MQTT 5 publisher why, in the acknowledgement itself', async () => {
      const { stdout, stderr } = await publish('not json', '-V', '5', '-d');
      expect(stdout + stderr).toMatch(/RC:153|reason code 153|Payload format invalid/i);
    });
  });
}
