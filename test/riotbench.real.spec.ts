import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Mosquitto } from '../scripts/servers/mosquitto.mjs';
import { SeparateApps } from './harness/separate-apps.js';
import { publishAndCompare, publishers, riotbenchAbsent } from './scenarios/riotbench.js';

const absent = riotbenchAbsent ? ` (${riotbenchAbsent})` : '';

/** A city whose gateway `demo` may come from elsewhere: who publishes through a broker is not seen to be local. */
async function openCity(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'toancanh-city-'));
  await cp('cities/binh-duong', folder, { recursive: true });
  const file = join(folder, 'gateways.yaml');
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace('loopbackOnly: true', 'loopbackOnly: false'));
  return folder;
}

(absent ? describe.skip : describe)(
  `the 1,000 messages of RIoTBench through Mosquitto, Kafka and InfluxDB${absent}`,
  () => {
    it('are each accounted for, and their windows equal those that another program computes from the file', async () => {
      const folder = await openCity();
      const mosquitto = await Mosquitto.start();
      try {
        const city = await SeparateApps.start({ folder, lateness: '15s', broker: mosquitto.url });
        await publishAndCompare(city, mosquitto.port, publishers['mosquitto_pub -l'], 10);
      } finally {
        await mosquitto.stop();
        await rm(folder, { recursive: true });
      }
    }, 300_000);
  },
);
