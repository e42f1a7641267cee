// Mosquitto for tests and trials: `node scripts/servers/mosquitto.mjs` starts one on a free port until Ctrl-C.
// The program is Debian's package mosquitto. TEST_MOSQUITTO=host:1883 names one that is there already.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from './free-port.mjs';
import { isOpen, ServerUnavailable, SingleServer } from './server-process.mjs';

/** Debian keeps it where only root looks. */
const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/usr/local/sbin` };

/** What every trial wants: nothing dropped for the number of messages, and a file that outlives the process. */
const DEFAULTS = [
  'allow_anonymous true',
  'max_inflight_messages 1000',
  'max_queued_messages 0',
  'persistence true',
  'autosave_interval 1',
  'autosave_on_changes false',
];

/** One broker in a folder of its own, or one that somebody else runs. */
export class Mosquitto extends SingleServer {
  /**
   * Resolves when it listens.
   * @param {{ config?: readonly string[] }} [options] lines of its settings instead of ours; listener, user and place of persistence are always set here.
   * @returns {Promise<Mosquitto>}
   */
  static async start({ config = DEFAULTS } = {}) {
    const mosquitto = new Mosquitto();
    if (process.env.TEST_MOSQUITTO && config === DEFAULTS) {
      mosquitto.address = process.env.TEST_MOSQUITTO;
      return mosquitto;
    }
    if (spawnSync('mosquitto', ['-h'], { env }).error) {
      throw new ServerUnavailable("Mosquitto is not installed: Debian's package is mosquitto");
    }
    const port = await freePort();
    mosquitto.address = `127.0.0.1:${port}`;
    await mosquitto.begin('mosquitto', (folder) => {
      const file = join(folder, 'mosquitto.conf');
      const user = process.getuid?.() === 0 ? ['user root'] : [];
      const own = [`listener ${port} 127.0.0.1`, `persistence_location ${folder}/`, ...user];
      writeFileSync(file, [...own, ...config, ''].join('\n'));
      return {
        name: 'Mosquitto',
        command: 'mosquitto',
        args: ['-c', file],
        log: join(folder, 'mosquitto.log'),
        env,
        isReady: () => isOpen(port),
      };
    });
    return mosquitto;
  }

  /** As `TOANCANH_BROKER` takes it. */
  get url() {
    return `mqtt://${this.address}`;
  }

  get port() {
    return Number(this.address.split(':')[1]);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const mosquitto = await Mosquitto.start();
  console.log(`TOANCANH_BROKER=${mosquitto.url}`);
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void mosquitto.stop());
}
