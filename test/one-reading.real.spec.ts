import { SeparateApps } from './harness/separate-apps.js';
import { describeOneReading } from './scenarios/one-reading.js';

describeOneReading('every app a process of its own, on Kafka and InfluxDB', () => SeparateApps.start());
