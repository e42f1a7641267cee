import { hasProgram, runProgram } from './harness/program.js';
import { SeparateApps } from './harness/separate-apps.js';
import { until } from './harness/until.js';

const hasBoth = (await hasProgram('influx')) && (await hasProgram('kcat'));
const absent = hasBoth ? '' : ' (influxdb-client or kcat is not installed)';

(absent ? describe.skip : describe)(`what is kept, seen with the tools that people have${absent}`, () => {
  let city: SeparateApps;
  const at = Date.now();

  beforeAll(async () => {
    city = await SeparateApps.start();
    const response = await fetch(`${city.intake.base}/api/v1/readings`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa('demo:demo')}`, 'content-type': 'application/json' },
      body: JSON.stringify({ sensor: 'shell-1', at, values: { pm25: 31.2 } }),
    });
    expect(await response.json()).toMatchObject({ received: 1, accepted: 1 });
  }, 60_000);
  afterAll(() => city.discard(), 30_000);

  it('is a line of JSON for kcat', async () => {
    const { stdout } = await runProgram('kcat', [
      ...['-C', '-q', '-e', '-o', 'beginning', '-b', city.kafka.addresses.join(','), '-t', 'city.readings'],
    ]);
    const lines = stdout.trim().split('\n');
    const readings = lines.map((line) => JSON.parse(line) as { sensor?: string });
    expect(readings.filter(({ sensor }) => sensor === 'shell-1')).toEqual([
      expect.objectContaining({ sensor: 'shell-1', gateway: 'demo', at, values: { pm25: 31.2 } }),
    ]);
  }, 30_000);

  it("is a row for InfluxDB's shell", async () => {
    const [host, port] = city.influx.address.split(':') as [string, string];
    const query = `SELECT "value" FROM "readings"."reading" WHERE "sensor" = 'shell-1' AND "metric" = 'pm25'`;
    let shown = '';
    await until(
      async () => {
        const { stdout } = await runProgram('influx', [
          ...['-host', host, '-port', port, '-database', 'toancanh'],
          ...['-format', 'csv', '-precision', 'ms', '-execute', query],
        ]);
        shown = stdout;
        return stdout.includes('31.2');
      },
      { within: 10_000, every: 500, what: () => shown },
    );
    expect(shown.trim().split('\n')).toEqual(['name,time,value', `reading,${at},31.2`]);
  }, 30_000);
});
