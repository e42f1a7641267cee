import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { TOPICS } from '@toancanh/events';
import { EmbeddedLog } from '@toancanh/log';
import { join } from 'node:path';
import mqtt from 'mqtt';
import { CityProcess, freePort, until } from './harness/city-process.js';

const SENSOR = 'repeats-1';
const READINGS = 100;
const MINUTE = 60_000;

interface Stored {
  readonly at: string;
  readonly seq: number;
}

describe('a gateway that sends readings without instants, and never hears that they arrived', () => {
  it('is counted once in windows and store when intake is killed and it repeats them', async () => {
    const [httpPort, mqttPort] = [await freePort(), await freePort()];
    let city = await CityProcess.start({ httpPort, mqttPort, lateness: '5s' });
    const line = await DeafLine.to(mqttPort);
    const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${line.port}`, {
      ...{ username: 'demo', password: 'demo', clientId: 'repeats', clean: false },
      ...{ reconnectPeriod: 100, protocolVersion: 4 },
    });
    client.on('error', () => undefined);
    let published = 0;
    client.on('packetsend', ({ cmd }) => {
      if (cmd === 'publish') published += 1;
    });
    try {
      line.isDeaf = true;
      const acknowledged: number[] = [];
      for (let seq = 1; seq <= READINGS; seq += 1) {
        const reading = { sensor: SENSOR, epoch: 'e', seq, values: { pm25: seq } };
        client.publish('toancanh/v1/demo/readings', JSON.stringify(reading), { qos: 1 }, (error) => {
          if (!error) acknowledged.push(seq);
        });
      }
      // In the log, and not acknowledged.
      await until(async () => (await city.stage('intake')).accepted === READINGS, { within: 20_000 });
      expect(acknowledged).toEqual([]);
      await city.kill();
      line.isDeaf = false;
      line.cut();
      city = await city.again();
      await until(() => acknowledged.length === READINGS, { within: 30_000 });
      expect(published).toBe(2 * READINGS);
      const repeatedAt = Date.now();

      const [from, to] = [repeatedAt - 10 * MINUTE, repeatedAt + MINUTE].map((at) =>
        new Date(at).toISOString(),
      );
      const query = `sensor=${SENSOR}&metric=pm25&from=${from}&to=${to}`;
      const closes = Math.floor(repeatedAt / MINUTE) * MINUTE + MINUTE;
      await until(async () => (await watermarkOf(city)) >= closes, { within: 120_000, every: 500 });
      const windowsOf = () => city.all<{ count: number; sum: number }>(`/api/v1/windows?span=1m&${query}`);
      await until(async () => (await windowsOf()).length > 0, { within: 30_000, every: 500 });
      for (const stage of ['archiver', 'reviser', 'archiver']) {
        await until(async () => (await city.stage(stage)).lag === 0, { within: 30_000, every: 500 });
      }
      const windows = await windowsOf();
      const stored = await city.all<Stored>(`/api/v1/readings?${query}`);
      const sum = (READINGS * (READINGS + 1)) / 2;
      expect(windows.reduce((all, { count }) => all + count, 0)).toBe(READINGS);
      expect(windows.reduce((all, { sum: each }) => all + each, 0)).toBe(sum);
      expect(stored.map(({ seq }) => seq).sort((a, b) => a - b)).toEqual(
        Array.from({ length: READINGS }, (_, i) => i + 1),
      );
      await client.endAsync();
      await city.stop();
      // It was really appended twice.
      expect(await recordsIn(city.data)).toBe(2 * READINGS);
    } finally {
      await client.endAsync(true);
      line.close();
      await city.discard();
    }
  }, 300_000);
});

async function watermarkOf(city: CityProcess): Promise<number> {
  const { stages } = await city.get<{ stages: { aggregator: { watermark?: string } } }>('/api/v1/status');
  return Date.parse(stages.aggregator.watermark ?? '1970-01-01');
}

async function recordsIn(data: string): Promise<number> {
  const log = await EmbeddedLog.open({ folder: join(data, 'log'), topics: Object.values(TOPICS) });
  let records = 0;
  const reader = await log.subscribe({
    name: 'test',
    topics: [TOPICS.readings.name],
    onBatch: async (batch) => void (records += batch.records.filter(({ key }) => key === SENSOR).length),
  });
  await reader.caughtUp;
  await log.close();
  return records;
}

/** A line between a gateway and intake; deaf, it brings nothing back to the gateway. */
class DeafLine {
  isDeaf = false;
  readonly #sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    to: number,
  ) {
    server.on('connection', (near) => {
      const far = connect(to, '127.0.0.1');
      near.on('data', (bytes) => far.write(bytes));
      far.on('data', (bytes) => {
        if (!this.isDeaf) near.write(bytes);
      });
      for (const socket of [near, far]) {
        this.#sockets.add(socket);
        socket.on('error', () => undefined);
        socket.on('close', () => {
          this.#sockets.delete(socket);
          // A deaf line hides that intake died, too.
          if (!this.isDeaf) for (const other of [near, far]) other.destroy();
        });
      }
    });
  }

  static async to(port: number): Promise<DeafLine> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new DeafLine(server, port);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  close(): void {
    this.server.close();
    this.cut();
  }
}
