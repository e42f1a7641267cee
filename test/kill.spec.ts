import mqtt from 'mqtt';
import { CityProcess, freePort, until } from './harness/city-process.js';

interface Stored {
  sensor: string;
  at: string;
}

const READINGS = 20_000;
const SENSORS = 100;
const ROUNDS = 10;
/** After a reconnect MQTT.js sends what is unacknowledged one by one, so little of it is kept. */
const IN_FLIGHT = 500;

/** Reading `n` of a round: its own sensor and instant, so that one stored twice or not at all is seen. */
const nameOf = (round: number, n: number) => `kill-${round}-${n % SENSORS}`;

describe('kill -9 in the middle of 20,000 acknowledged readings, ten times', () => {
  let city: CityProcess;

  afterAll(() => city.discard());

  it('keeps every acknowledged reading, and none twice', async () => {
    const [httpPort, mqttPort] = [await freePort(), await freePort()];
    city = await CityProcess.start({ httpPort, mqttPort });
    for (let round = 0; round < ROUNDS; round += 1) {
      const base = Date.now() - 20_000;
      const acknowledged = new Set<string>();
      const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${mqttPort}`, {
        username: 'demo',
        password: 'demo',
        clientId: `kill-${round}`,
        clean: false,
        reconnectPeriod: 100,
        protocolVersion: round % 2 === 0 ? 4 : 5,
      });
      client.on('error', () => undefined); // Refused connections while the process is down; the client tries again.
      let killed: Promise<void> | undefined;
      let beforeTheKill: ReadonlySet<string> = new Set();
      let sent = 0;
      const publish = () => {
        while (sent < READINGS && sent - acknowledged.size < IN_FLIGHT) {
          const n = sent++;
          const sensor = nameOf(round, n);
          const at = base + Math.floor(n / SENSORS);
          const message = JSON.stringify({ sensor, at, values: { pm25: (n % 50) + 1 } });
          client.publish('toancanh/v1/demo/readings', message, { qos: 1 }, (error) => {
            if (error) return;
            acknowledged.add(`${sensor}@${at}`);
            if (acknowledged.size >= READINGS / 2 && !killed) {
              beforeTheKill = new Set(acknowledged);
              killed = city.kill();
            }
            publish();
          });
        }
      };
      publish();
      await until(() => killed !== undefined, {
        within: 30_000,
        what: () => `${acknowledged.size} acknowledged`,
      });
      await killed;
      city = await CityProcess.start({ data: city.data, httpPort, mqttPort });

      const missing = async (wanted: ReadonlySet<string>) => {
        const stored = await storedOf(city, base);
        expect(stored.length).toBe(new Set(stored).size);
        const there = new Set(stored);
        return [...wanted].filter((reading) => !there.has(reading));
      };
      await until(async () => (await missing(beforeTheKill)).length === 0, {
        within: 20_000,
        every: 250,
        what: () => `round ${round}: acknowledged readings are not stored`,
      });
      await until(() => acknowledged.size === READINGS, {
        within: 30_000,
        what: () => `${acknowledged.size} acknowledged`,
      });
      await until(async () => (await missing(acknowledged)).length === 0, { within: 20_000, every: 250 });
      await client.endAsync();
    }
  }, 600_000);
});

async function storedOf(city: CityProcess, base: number): Promise<string[]> {
  const items = await city.all<Stored>(
    `/api/v1/readings?gateway=demo&from=${new Date(base).toISOString()}&to=${new Date(base + 1_000).toISOString()}`,
  );
  return items.map(({ sensor, at }) => `${sensor}@${Date.parse(at)}`);
}
