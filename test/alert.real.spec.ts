import { SeparateApps } from './harness/separate-apps.js';
import { describeAlert } from './scenarios/alert.js';

describeAlert('every app a process of its own, on Kafka and InfluxDB', (folder) =>
  SeparateApps.start({ folder }),
);
