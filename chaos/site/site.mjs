import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../../scripts/servers/free-port.mjs';
import { Supervised } from './supervised.mjs';

const READY_WITHIN = 240_000;
const FAKETIME = '/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1';

/** The product as it runs in a run: its processes, by name, and the servers it needs. */
export class Site {
  #processes = new Map();
  #numbers = new Map();
  /** Exits that nobody here caused, and orderly stops that did not end with 0. */
  unexpected = [];

  /** @param {{ folder: string, root: string, settings: Record<string, string>, clocks?: boolean }} options `clocks` can be moved. */
  constructor({ folder, root, settings, clocks = false }) {
    Object.assign(this, { folder, root, settings, clocks });
  }

  /** Moves the wall clock of a process by so many seconds; its timers and the machine do not notice. */
  setClock(name, seconds) {
    writeFileSync(this.#clockOf(name), `${seconds < 0 ? '' : '+'}${seconds}s\n`);
  }

  #clockOf(name) {
    return join(this.folder, `${name}.clock`);
  }

  #clockSettings(name) {
    if (!this.clocks) return {};
    this.setClock(name, 0);
    return {
      LD_PRELOAD: FAKETIME,
      FAKETIME_TIMESTAMP_FILE: this.#clockOf(name),
      FAKETIME_CACHE_DURATION: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    };
  }

  /** What processes of an app get besides the common settings. */
  settingsOf() {
    return {};
  }

  async add(app) {
    const number = (this.#numbers.get(app) ?? 0) + 1;
    this.#numbers.set(app, number);
    const name = `${app}-${number}`;
    const mqtt = app === 'intake' || app === 'city' ? await freePort() : undefined;
    const env = {
      ...this.settings,
      ...(mqtt !== undefined && { TOANCANH_MQTT: `127.0.0.1:${mqtt}` }),
      ...this.settingsOf(app),
      ...this.#clockSettings(name),
    };
    const member = new Supervised({
      ...{ name, app, env, mqtt, root: this.root, http: await freePort() },
      log: join(this.folder, `${name}.log`),
      exited: (exit) => this.#exited(exit),
    });
    this.#processes.set(name, member);
    member.start();
    return member;
  }

  /** Stops one in order; it is no member any more. */
  async remove(member) {
    this.#processes.delete(member.name);
    return member.stop();
  }

  get processes() {
    return [...this.#processes.values()];
  }

  /** Of an app; `all` for everybody. */
  members(app) {
    return this.processes.filter((member) => app === 'all' || member.app === app);
  }

  get intakes() {
    return this.processes.filter(({ plan }) => plan.mqtt !== undefined);
  }

  /** Who answers reads. */
  get live() {
    return this.processes.find(({ app }) => app === 'live' || app === 'city');
  }

  /** Resolves when everybody is ready. */
  async ready(within = READY_WITHIN) {
    const until = Date.now() + within;
    for (;;) {
      const states = await Promise.all(this.processes.map((member) => member.isReady()));
      if (states.every(Boolean)) return;
      if (Date.now() > until) {
        const missing = this.processes.filter((_, i) => !states[i]).map(({ name }) => name);
        throw new Error(`not ready within ${within} ms: ${missing.join(', ')}`);
      }
      await pause(250);
    }
  }

  async stop() {
    // Against the order of the data, so that nobody waits for what has gone.
    await Promise.all(this.processes.map((member) => member.stop()));
  }

  abandon() {
    for (const member of this.processes) member.abandon();
  }

  #exited(exit) {
    const line = { time: Date.now(), ...exit };
    appendFileSync(join(this.folder, 'exits.ndjson'), `${JSON.stringify(line)}\n`);
    if (exit.caused === undefined || (exit.caused === 'SIGTERM' && exit.code !== 0)) {
      this.unexpected.push(line);
    }
  }
}
