// InfluxDB 1.x for tests and trials: `node scripts/servers/influx.mjs` starts one on a free port until Ctrl-C.
// The program is Debian's package influxdb. TEST_INFLUX=host:8086 names one that is there already.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from './free-port.mjs';
import { ServerProcess, ServerUnavailable } from './server-process.mjs';

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
export class Influx {
  /** @type {ServerProcess | undefined} */
  #process;
  #folder = '';
  /** `host:port` of its HTTP interface. */
  address = '';
  /** Somebody else's: it can be used, but not killed. */
  isForeign = false;

  /**
   * Resolves when it answers.
   * @param {{ extra?: readonly string[] }} [options] `extra` lines follow those of its `[http]` section.
   * @returns {Promise<Influx>}
   */
  static async start({ extra = [] } = {}) {
    const influx = new Influx();
    if (process.env.TEST_INFLUX) {
      influx.address = process.env.TEST_INFLUX;
      influx.isForeign = true;
      return influx;
    }
    if (spawnSync('influxd', ['version']).error) {
      throw new ServerUnavailable("InfluxDB is not installed: Debian's package is influxdb");
    }
    const folder = mkdtempSync(join(tmpdir(), 'toancanh-influx-'));
    const [http, backup] = [await freePort(), await freePort()];
    const file = join(folder, 'influxdb.conf');
    writeFileSync(file, config(folder, http, backup, extra));
    influx.#folder = folder;
    influx.address = `127.0.0.1:${http}`;
    influx.#process = new ServerProcess({
      name: 'InfluxDB',
      command: 'influxd',
      args: ['-config', file],
      log: join(folder, 'influxd.log'),
      isReady: () =>
        fetch(`http://${influx.address}/ping`).then(
          ({ status }) => status === 204,
          () => false,
        ),
    });
    await influx.#process.start();
    return influx;
  }

  /** As `TOANCANH_STORE` takes it. @param {string} database */
  url(database) {
    return `influx://${this.address}/${database}`;
  }

  async kill() {
    await this.#own.stop('SIGKILL');
  }

  /** Stops it in order; `restart` starts it again on the same data. */
  async end() {
    await this.#own.stop('SIGTERM');
  }

  async restart() {
    await this.#own.start();
  }

  freeze() {
    this.#own.signal('SIGSTOP');
  }

  thaw() {
    this.#own.signal('SIGCONT');
  }

  get pid() {
    return this.#own.pid;
  }

  /** What it wrote, for the message of a test that fails. */
  output() {
    return this.#own.output();
  }

  /** Ends it and removes the data. */
  async stop() {
    if (this.isForeign) return;
    await this.#own.stop('SIGTERM');
    rmSync(this.#folder, { recursive: true, force: true });
  }

  get #own() {
    if (!this.#process) throw new Error("TEST_INFLUX names somebody else's server, which is not touched");
    return this.#process;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const influx = await Influx.start();
  console.log(`TOANCANH_STORE=${influx.url('toancanh')}`);
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void influx.stop());
}
