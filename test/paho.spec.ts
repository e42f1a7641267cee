import { CityProcess, until } from './harness/city-process.js';
import { runProgram } from './harness/program.js';

const COUNT = 50;
const { code } = await runProgram('python3', ['-c', 'import paho.mqtt.client']).catch(() => ({ code: 1 }));

interface Run {
  version: string;
  qos: number;
  connected: string;
  sent: number;
  acknowledged: number;
  reasons: Record<string, number>;
}

(code === 0 ? describe : describe.skip)(
  `Eclipse Paho for Python${code === 0 ? '' : ' (paho-mqtt is not installed)'}`,
  () => {
    let city: CityProcess;
    beforeAll(async () => {
      city = await CityProcess.start();
    }, 30_000);
    afterAll(() => city.discard());

    const publish = async (...args: string[]): Promise<Run[]> => {
      const { stdout, stderr } = await runProgram('python3', [
        ...[
          'test/clients/paho_publish.py',
          '--port',
          String(city.mqttPort),
          '--count',
          String(COUNT),
          ...args,
        ],
      ]);
      if (stdout === '') throw new Error(stderr);
      return (JSON.parse(stdout) as { runs: Run[] }).runs;
    };

    it('publishes with QoS 0, 1 and 2 over 3.1.1 and 5.0, and every reading is stored once', async () => {
      const runs = await publish();
      expect(runs.map(({ version, qos }) => `${version} ${qos}`).sort()).toEqual([
        '3.1.1 0',
        '3.1.1 1',
        '3.1.1 2',
        '5 0',
        '5 1',
        '5 2',
      ]);
      for (const run of runs)
        expect(run).toMatchObject({ connected: 'Success', sent: COUNT, acknowledged: COUNT });
      const stored = async () => {
        const from = new Date(Date.now() - 300_000).toISOString();
        return city.all<{ sensor: string; at: string }>(`/api/v1/readings?gateway=demo&from=${from}`);
      };
      let found: { sensor: string; at: string }[] = [];
      await until(async () => (found = await stored()).length >= runs.length * COUNT, {
        within: 10_000,
        every: 250,
        what: () => `${found.length} stored`,
      });
      expect(new Set(found.map(({ sensor, at }) => `${sensor}@${at}`)).size).toBe(runs.length * COUNT);
    }, 60_000);

    it('reads in the acknowledgement why a reading was refused', async () => {
      const [run] = await publish(
        '--qos',
        '1',
        '--version',
        '5',
        '--payload',
        '{"sensor":"a","values":{"pm25":-4}}',
      );
      expect(run!.reasons).toEqual({ 'Payload format invalid': COUNT });
    }, 30_000);
  },
);
