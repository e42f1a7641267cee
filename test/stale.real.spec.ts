import { SeparateApps } from './harness/separate-apps.js';
import { describeStale } from './scenarios/stale.js';

let city: SeparateApps;

describeStale('every app a process of its own, on Kafka and InfluxDB', {
  start: async () => (city = await SeparateApps.start()),
  outage: () => ({ begin: () => city.kafka.kill(), end: () => city.kafka.restart() }),
  clear: async () => undefined,
});
