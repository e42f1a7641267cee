// InfluxDB 1.x for tests and trials: `node scripts/servers/influx.mjs` starts one on a free port until Ctrl-C.
// The program is Debian's package influxdb. TEST_INFLUX=host:8086 names one that is there already.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from './free-port.mjs';
import { ServerUnavailable, SingleServer } from './server-process.mjs';

/**
 * @param {string} folder
 * @param {number} http
 * @param {number} backup
 * @param {readonly string[]} extra
 * @returns {string}
 */
function config(folder, http, backup, extra) {
  return [
    'reporting-disabled = true',
    `bind-address = "127.0.0.1:${backup}"`,
    '[meta]',
    `  dir = "${folder}/meta"`,
    '[data]',
    `  dir = "${folder}/data"`,
    `  wal-dir = "${folder}/wal"`,
    '  index-version = "tsi1"',
    '  query-log-enabled = false',
    '[monitor]',
    '  store-enabled = false',
    '[logging]',
    '  level = "warn"',
    '  suppress-logo = true',
    '[http]',
    '  enabled = true',
    `  bind-address = "127.0.0.1:${http}"`,
    '  log-enabled = false',
    ...extra,
    '',
  ].join('\n');
}

/** One server in a folder of its own, or one that somebody else runs. */
export class Influx extends SingleServer {
  /**
   * Resolves when it answers.
   * @param {{ extra?: readonly string[], parent?: string | undefined }} [options] `extra` lines follow those of its `[http]` section;
   *   `parent` is where its folder is made, the system's for such things unless told.
   * @returns {Promise<Influx>}
   */
  static async start({ extra = [], parent } = {}) {
    const influx = new Influx();
    if (process.env.TEST_INFLUX) {
      influx.address = process.env.TEST_INFLUX;
      return influx;
    }
    if (spawnSync('influxd', ['version']).error) {
      throw new ServerUnavailable("InfluxDB is not installed: Debian's package is influxdb");
    }
    const [http, backup] = [await freePort(), await freePort()];
    influx.address = `127.0.0.1:${http}`;
    await influx.begin(
      'influx',
      (folder) => {
        const file = join(folder, 'influxdb.conf');
        writeFileSync(file, config(folder, http, backup, extra));
        return {
          name: 'InfluxDB',
          command: 'influxd',
          args: ['-config', file],
          log: join(folder, 'influxd.log'),
          isReady: () =>
            fetch(`http://${influx.address}/ping`).then(
              ({ status }) => status === 204,
              () => false,
            ),
        };
      },
      parent,
    );
    return influx;
  }

  /** As `TOANCANH_STORE` takes it. @param {string} database */
  url(database) {
    return `influx://${this.address}/${database}`;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const influx = await Influx.start();
  console.log(`TOANCANH_STORE=${influx.url('toancanh')}`);
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void influx.stop());
}
