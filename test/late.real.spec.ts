import { SeparateApps } from './harness/separate-apps.js';
import { until } from './harness/until.js';
import { LateDistrict } from './scenarios/late.js';

describe('readings that come when their minutes have long closed, on Kafka and InfluxDB', () => {
  it('correct them with two archivers, also when one of them is killed meanwhile', async () => {
    const city = await SeparateApps.start({ lateness: '5s', count: { archiver: 2 } });
    try {
      const district = new LateDistrict();
      await district.publish(city.mqttPort, district.first());
      await until(() => Date.now() > district.closed, { within: 90_000, every: 500 });
      await district.untilExact(city);
      const before = Date.now();
      const known = await district.known(city);

      await district.publish(city.mqttPort, district.second());
      await city.end('archiver', 'SIGKILL');
      await district.untilExact(city);
      expect(await district.known(city, before)).toEqual(known);
    } finally {
      await city.discard();
    }
  }, 300_000);
});
