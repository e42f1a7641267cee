import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from './city.mjs';
import { cpuSeconds } from './process-figures.mjs';

const PATH = `${process.env.PATH}:/usr/sbin:/usr/local/sbin`;

/** The peer: a broker that acknowledges what it has in memory. Null, said loudly, where it is not installed. */
export class Mosquitto {
  static async start() {
    const { error } = spawnSync('mosquitto', ['-h'], { env: { ...process.env, PATH } });
    if (error) {
      console.log('! mosquitto is not installed: the comparison with it is left out');
      return null;
    }
    const peer = new Mosquitto();
    peer.folder = mkdtempSync(join(tmpdir(), 'toancanh-bench-'));
    peer.mqtt = await freePort();
    const file = join(peer.folder, 'mosquitto.conf');
    const settings = ['allow_anonymous true', 'max_inflight_messages 1000', 'max_queued_messages 0'];
    writeFileSync(file, [`listener ${peer.mqtt} 127.0.0.1`, ...settings, ''].join('\n'));
    peer.child = spawn('mosquitto', ['-c', file], { stdio: 'ignore', env: { ...process.env, PATH } });
    for (let tries = 0; tries < 100; tries += 1) {
      const socket = connect(peer.mqtt, '127.0.0.1');
      const open = await once(socket, 'connect').then(
        () => true,
        () => false,
      );
      socket.destroy();
      if (open) return peer;
      await pause(50);
    }
    throw new Error('mosquitto does not listen');
  }

  cpu() {
    return cpuSeconds(this.child.pid);
  }

  async stop() {
    const exited = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await exited;
    rmSync(this.folder, { recursive: true, force: true });
  }
}
