import type { Rejection, WindowView } from '@toancanh/events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mqtt from 'mqtt';
import { hasProgram, runProgram } from '../harness/program.js';
import type { RunningCity } from '../harness/running-city.js';
import { until } from '../harness/until.js';

const FILE =
  process.env.RIOTBENCH_FILE ??
  new URL('../../../shared/data/riotbench/city-senml-1000.csv', import.meta.url).pathname;
/** Why it cannot run here, or null. */
export const riotbenchAbsent = !existsSync(FILE)
  ? 'the RIoTBench file is absent: RIOTBENCH_FILE names it'
  : !(await hasProgram('mosquitto_pub'))
    ? 'mosquitto-clients is not installed'
    : null;

/** The file's messages with their times shifted so that the first is at `start`. */
async function messages(start: number): Promise<string[]> {
  const lines = (await readFile(FILE, 'utf8')).trim().split('\n');
  const first = Number(lines[0]!.slice(0, lines[0]!.indexOf(',')));
  return lines.map((line) => {
    const comma = line.indexOf(',');
    const at = Number(line.slice(0, comma));
    return line.slice(comma + 1).replace(`"bt":${at}`, `"bt":${at - first + start}`);
  });
}

const topic = 'toancanh/v1/demo/senml';

export type Publish = (port: number, lines: readonly string[]) => Promise<void>;

/** The same messages by different clients, to whatever listens at a port. */
export const publishers = {
  'mosquitto_pub -l': async (port: number, lines: readonly string[]) => {
    const done = await runProgram(
      'mosquitto_pub',
      ['-p', String(port), '-u', 'demo', '-P', 'demo', '-q', '1', '-t', topic, '-l'],
      lines.join('\n') + '\n',
    );
    expect(done).toMatchObject({ code: 0, stderr: '' });
  },
  'MQTT.js, 3.1.1': (port: number, lines: readonly string[]) => byMqttJs(port, lines, 4),
  'MQTT.js, 5.0': (port: number, lines: readonly string[]) => byMqttJs(port, lines, 5),
};

async function byMqttJs(port: number, lines: readonly string[], protocolVersion: 4 | 5): Promise<void> {
  const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${port}`, {
    username: 'demo',
    password: 'demo',
    protocolVersion,
  });
  // With MQTT 5 a refusal is the acknowledgement's reason code, which MQTT.js reports as an error of the publish.
  await Promise.allSettled(lines.map((line) => client.publishAsync(topic, line, { qos: 1 })));
  await client.endAsync();
}

/**
 * Publishes the file to `port`, and compares windows with what another program computes from the file: those of all
 * areas, and of each sensor or, where the file has been compared in full already, of each `nth`. The city is discarded
 * afterwards.
 */
export async function publishAndCompare(
  city: RunningCity,
  port: number,
  publish: Publish,
  nth = 1,
): Promise<void> {
  const work = await mkdtemp(join(tmpdir(), 'toancanh-oracle-'));
  try {
    const start = Date.now() - 5_000;
    await publish(port, await messages(start));

    let counts = await city.stage('intake');
    await until(async () => (counts = await city.stage('intake')).received === 1_000, {
      within: 20_000,
      what: () => JSON.stringify(counts),
    });
    const { received, accepted, late, duplicate, rejected } = counts;
    expect(accepted + late + duplicate + rejected).toBe(received);
    expect(rejected).toBe(REFUSED.length);
    let refused: Rejection[] = [];
    await until(async () => (refused = await city.all('/api/v1/rejected?gateway=demo')).length === rejected, {
      within: 5_000,
      what: () => JSON.stringify(refused),
    });
    expect(refused.map(({ code, path, value }) => `${code} ${path} ${value}`).sort()).toEqual(REFUSED);

    const ranges = join(work, 'ranges.json');
    await writeFile(ranges, JSON.stringify(RANGES));
    const oracle = await runProgram('python3', [
      ...['test/oracle/windows.py', 'riotbench', FILE, '--shift-to', String(start), '--ranges', ranges],
      ...['--area', 'thu-dau-mot', '--area', 'binh-duong'],
    ]);
    expect(oracle).toMatchObject({ code: 0 });

    const range = `from=${iso(Math.floor(start / 60_000) * 60_000)}&to=${iso(start + 180_000)}`;
    const targets = oracle.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { metric: string; sensor?: string; area?: string });
    const sensors = [...new Set(targets.map(({ sensor }) => sensor))].filter((_, i) => i % nth === 0);
    const expected = targets.filter(({ sensor }) => sensor === undefined || sensors.includes(sensor));
    await writeFile(
      join(work, 'expected.ndjson'),
      expected.map((window) => JSON.stringify(window)).join('\n') + '\n',
    );
    const windowsOf = async (targets: typeof expected) => {
      const queries = new Set(
        targets.map(
          ({ metric, sensor, area }) => `metric=${metric}&${sensor ? `sensor=${sensor}` : `area=${area}`}`,
        ),
      );
      const found: WindowView[] = [];
      for (const query of queries)
        found.push(...(await city.all<WindowView>(`/api/v1/windows?${query}&span=1m&${range}`)));
      return found;
    };
    // Areas come after the sensors of their minute, so once they are all there everything is.
    const areas = expected.filter(({ area }) => area !== undefined);
    await until(async () => (await windowsOf(areas)).length >= areas.length, {
      within: 150_000,
      every: 2_000,
    });
    const found = await windowsOf(expected);
    await writeFile(join(work, 'found.ndjson'), found.map((window) => JSON.stringify(window)).join('\n'));
    const compared = await runProgram('python3', [
      ...['test/oracle/windows.py', 'compare', join(work, 'expected.ndjson'), join(work, 'found.ndjson')],
    ]);
    expect(compared).toMatchObject({ code: 0 });
  } finally {
    await city.discard();
    await rm(work, { recursive: true, force: true });
  }
}

const iso = (millis: number) => new Date(millis).toISOString();

/** What a reading may hold; anything else refuses it. Written down here, not taken from the product. */
const RANGES = {
  latitude: [-90, 90],
  longitude: [-180, 180],
  temperature: [-15, 60],
  humidity: [0, 100],
  light: [0, 200_000],
  dust: [0, 50_000],
  airquality_raw: [0, 1_023],
};
/** Seven places that are nowhere on Earth, and a count of dust particles below zero. */
const REFUSED = [
  ...Array<string>(6).fill('E_RANGE /e/2/v -122.42'),
  'E_RANGE /e/2/v -122.230081',
  'E_RANGE /e/6/v -1',
].sort();
