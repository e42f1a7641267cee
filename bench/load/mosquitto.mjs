import { Mosquitto as Server } from '../../scripts/servers/mosquitto.mjs';
import { ServerUnavailable } from '../../scripts/servers/server-process.mjs';
import { cpuSeconds } from './process-figures.mjs';

/** The peer: a broker that acknowledges what it has in memory. Null, said loudly, where it is not installed. */
export class Mosquitto {
  static async start() {
    const peer = new Mosquitto();
    const config = ['allow_anonymous true', 'max_inflight_messages 1000', 'max_queued_messages 0'];
    try {
      peer.server = await Server.start({ config });
    } catch (error) {
      if (!(error instanceof ServerUnavailable)) throw error;
      console.log(`! ${error.message}; the comparison with it is left out`);
      return null;
    }
    return peer;
  }

  get mqtt() {
    return this.server.port;
  }

  cpu() {
    return cpuSeconds(this.server.pid);
  }

  stop() {
    return this.server.stop();
  }
}
