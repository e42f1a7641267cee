import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../../scripts/servers/free-port.mjs';
import { Influx } from '../../scripts/servers/influx.mjs';
import { Kafka } from '../../scripts/servers/kafka.mjs';
import { runProgram } from '../program.mjs';
import { Site } from './site.mjs';
import { SmallDisk } from './small-disk.mjs';
import { TcpProxy } from './tcp-proxy.mjs';

export const APPS = ['intake', 'aggregator', 'alerter', 'archiver', 'live'];
/** With so many bytes free a disk is not full any more. */
const ROOM = 16 << 20;
const DISKS = { kafka: 768 << 20, influx: 256 << 20 };

/** Every app a process of its own, on a Kafka broker and an InfluxDB, each with a supervisor. */
export class RealSite extends Site {
  #wanted = { kafka: true, influx: true };
  #watching = true;
  /** By app: the stretches of network from it to Kafka and to InfluxDB. */
  links = new Map();
  /** How often a server ended without being told to. */
  fell = { kafka: 0, influx: 0 };

  static async start({ folder, root, settings, clocks, count = {}, smallDisks = [], linked = [] }) {
    const site = new RealSite({ folder, root, settings: { ...settings }, clocks });
    site.disks = Object.fromEntries(smallDisks.map((name) => [name, new SmallDisk(DISKS[name])]));
    const listeners = await Promise.all(linked.map(async (app) => ({ app, port: await freePort() })));
    const proxies = new Map();
    for (const { app } of listeners) proxies.set(app, await freePort());
    const kafka = Kafka.start({
      parent: site.disks.kafka?.folder,
      extra: ({ port, controller }) => listenersOf(port, controller, listeners, proxies),
    });
    const influx = Influx.start({ parent: site.disks.influx?.folder });
    [site.kafka, site.influx] = await Promise.all([kafka, influx]);
    for (const { app, port } of listeners) {
      const toKafka = await TcpProxy.listen(proxies.get(app), port);
      const toInflux = await TcpProxy.listen(await freePort(), Number(site.influx.address.split(':')[1]));
      site.links.set(app, { kafka: toKafka, influx: toInflux });
    }
    site.watching = site.#watch();
    for (const app of APPS) for (let n = 0; n < (count[app] ?? 1); n += 1) await site.add(app);
    return site;
  }

  settingsOf(app) {
    const link = this.links.get(app);
    return {
      TOANCANH_DATA: join(this.folder, 'data'),
      TOANCANH_LOG: link ? `kafka://127.0.0.1:${link.kafka.port}` : this.kafka.url,
      TOANCANH_STORE: link ? `influx://127.0.0.1:${link.influx.port}/toancanh` : this.influx.url('toancanh'),
    };
  }

  async killServer(name) {
    this.#wanted[name] = false;
    await this[name].kill();
  }

  async restartServer(name) {
    await this[name].restart();
    this.#wanted[name] = true;
  }

  /** The servers have supervisors too. */
  async #watch() {
    while (this.#watching) {
      for (const name of ['kafka', 'influx']) {
        if (!this.#wanted[name] || isAlive(name === 'kafka' ? this.kafka.pid() : this.influx.pid)) continue;
        this.fell[name] += 1;
        await this[name].restart().catch(() => undefined);
      }
      if (this.disks.influx && (await this.#isStuck())) {
        this.fell.influx += 1;
        await this.influx.end();
      }
      await pause(500);
    }
  }

  /**
   * InfluxDB 1.x says for ever that there is no room once its write-ahead log has met a full disk. Whoever runs it has to
   * look, as a health check that writes does, and start it again when there is room.
   */
  async #isStuck() {
    const ask = (path, body) =>
      fetch(`http://${this.influx.address}${path}`, {
        method: 'POST',
        body,
        signal: AbortSignal.timeout(2_000),
      }).then((response) => response.text());
    try {
      await ask('/query', new URLSearchParams({ q: 'CREATE DATABASE health' }));
      const answer = await ask('/write?db=health', 'health up=1');
      return answer.includes('no space left') && this.disks.influx.free > ROOM;
    } catch {
      return false;
    }
  }

  get servers() {
    return [
      { name: '(Kafka)', pid: this.kafka.pid() },
      { name: '(InfluxDB)', pid: this.influx.pid },
    ];
  }

  /** Every record of a topic, as lines of JSON in a file. */
  async dump(topic, file) {
    const format = '{"partition":%p,"offset":%o,"time":%T,"value":%s}\n';
    const where = ['-C', '-b', this.kafka.addresses[0], '-t', topic, '-o', 'beginning', '-e', '-q'];
    await runProgram('kcat', [...where, '-f', format], { into: file });
  }

  async discard() {
    this.#watching = false;
    await this.watching;
    for (const link of this.links.values()) for (const proxy of Object.values(link)) proxy.close();
    for (const disk of Object.values(this.disks)) await disk.empty();
    await Promise.all([this.kafka.stop(), this.influx.stop()]);
    for (const disk of Object.values(this.disks)) await disk.remove();
  }
}

/** A listener of its own for each app, whose advertised address is the proxy before it. */
function listenersOf(port, controller, listeners, proxies) {
  if (listeners.length === 0) return [];
  const own = listeners.map((listener) => ({ ...listener, label: listener.app.toUpperCase() }));
  const listen = own.map(({ label, port: at }) => `${label}://127.0.0.1:${at}`);
  const advertise = own.map(({ label, app }) => `${label}://127.0.0.1:${proxies.get(app)}`);
  const protocols = ['PLAINTEXT', 'CONTROLLER', ...own.map(({ label }) => label)];
  return [
    `listeners=PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controller},${listen.join(',')}`,
    `advertised.listeners=PLAINTEXT://127.0.0.1:${port},${advertise.join(',')}`,
    `listener.security.protocol.map=${protocols.map((name) => `${name}:PLAINTEXT`).join(',')}`,
  ];
}

function isAlive(pid) {
  if (pid === undefined) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
