import { createWriteStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { makeCity, RULE, sensorsOf } from './city-folder.mjs';
import { collect, SPANS } from './collect.mjs';
import { messagesOf } from './input.mjs';
import { Nemesis } from './nemesis/nemesis.mjs';
import { growthOf } from './growth.mjs';
import { PLANS } from './plans.mjs';
import { runProgram } from './program.mjs';
import { EmbeddedSite } from './site/embedded-site.mjs';
import { RealSite } from './site/real-site.mjs';
import { Dispatcher } from './sending/dispatcher.mjs';
import { Watch } from './watch.mjs';

const CHECK = new URL('./check.py', import.meta.url).pathname;
const SECOND = 1_000;
const MINUTE = 60_000;
const HOUR = 3_600_000;
/** Between the end of the start and the first reading. */
const CALM = 1_000;
const TOPICS = { windows: 'city.windows', alerts: 'city.alerts', rejected: 'city.rejected' };

/**
 * One run of one plan on one pair: starts the product, sends, does harm, waits until all is told, judges.
 * @returns {Promise<{ right: boolean, faults: string[], figures: object, folder: string }>}
 */
export async function runPlan({
  plan: name,
  pair,
  short,
  seed,
  rate,
  seconds,
  times,
  lateness,
  root,
  keep,
  say,
}) {
  const plan = { count: {}, steps: [], within: 180, ...PLANS[name].of(pair, short) };
  plan.rate = rate ?? plan.rate;
  if (times !== undefined) plan.steps = plan.steps.map((step) => ({ ...step, times }));
  if (seconds !== undefined) {
    const longer = seconds / plan.seconds;
    plan.steps = plan.steps.map((step) => ({ ...step, from: step.from * longer, to: step.to * longer }));
    plan.seconds = seconds;
  }
  const folder = mkdtempSync(join(tmpdir(), `toancanh-chaos-${name}-${pair}-`));
  const run = new Run({ name, pair, seed, plan, folder, root, lateness, say });
  const abandon = () => run.clear().finally(() => process.exit(1));
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, abandon);
  let verdict;
  try {
    verdict = await run.go();
  } catch (error) {
    verdict = { faults: [error.stack ?? String(error)], figures: run.figures };
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM']) process.off(signal, abandon);
    await run.clear();
  }
  const right = verdict.faults.length === 0;
  if (right && !keep) rmSync(folder, { recursive: true, force: true });
  return { right, ...verdict, folder };
}

class Run {
  figures = {};

  constructor(options) {
    Object.assign(this, options);
    this.sensors = sensorsOf();
  }

  async go() {
    const { plan, folder, say } = this;
    await this.#startSite();
    const messages = this.#writeInput();
    const acks = createWriteStream(join(folder, 'acks.ndjson'));
    const rejected = createWriteStream(join(folder, 'rejected.ndjson'));
    const intakePorts = (key) => () => this.site.intakes.map((member) => member.plan[key]);
    this.dispatcher = new Dispatcher({
      messages,
      base: this.base,
      mqttPorts: intakePorts('mqtt'),
      httpPorts: intakePorts('http'),
      acks: (line) => acks.write(`${JSON.stringify(line)}\n`),
      rejected: (line) => rejected.write(`${JSON.stringify(line)}\n`),
    });
    const progress = setInterval(() => this.#progress(messages.length), 10 * SECOND);
    try {
      await pause(Math.max(0, this.base - Date.now()));
      this.dispatcher.begin();
      this.nemesis = new Nemesis({ ...this, steps: plan.steps });
      const harm = this.nemesis.run().then(() => (this.calmSince = Date.now()));
      await Promise.all([harm, this.#sent()]);
      this.figures.done = Object.fromEntries(this.nemesis.done);
      say('sent and acknowledged; waiting for the last minute to close');
      await this.#settled();
    } finally {
      clearInterval(progress);
      this.dispatcher.end();
      await Promise.all([acks, rejected].map((out) => new Promise((closed) => out.end(closed))));
    }
    return this.#judge();
  }

  /** Once, whoever asks for it. */
  clear() {
    return (this.clearing ??= this.#clear());
  }

  async #clear() {
    this.nemesis?.end();
    this.watch?.end();
    if (!this.site) return;
    for (const [name, server] of [
      ['kafka', this.site.kafka],
      ['influx', this.site.influx],
    ]) {
      if (server) writeFileSync(join(this.folder, `${name}.log`), server.output());
    }
    this.site.abandon();
    await this.site.discard();
  }

  async #startSite() {
    const { pair, folder, root, plan, lateness, say } = this;
    makeCity(join(folder, 'city'), this.sensors);
    const Kind = pair === 'real' ? RealSite : EmbeddedSite;
    say(`${pair}: starting in ${folder}`);
    this.site = await Kind.start({
      ...{ folder, root },
      ...{ count: plan.count, smallDisks: plan.smallDisks, linked: plan.linked, clocks: plan.clocks },
      settings: { TOANCANH_CITY: join(folder, 'city'), TOANCANH_LATENESS: `${lateness}s` },
    });
    await this.site.ready();
    this.watch = new Watch(this.site, folder);
    this.watch.begin();
  }

  #writeInput() {
    const { plan, seed, sensors, folder, lateness } = this;
    this.base = Date.now() + CALM;
    const readings = plan.seconds * plan.rate;
    const messages = [...messagesOf({ seed, base: this.base, readings, rate: plan.rate, sensors })];
    writeFileSync(join(folder, 'input.ndjson'), messages.map((one) => `${JSON.stringify(one)}\n`).join(''));
    this.last = 0;
    for (const { readings: content } of messages) {
      for (const { at, bad } of content) if (!bad) this.last = Math.max(this.last, at);
    }
    this.meta = {
      ...{ base: this.base, lateness: lateness * SECOND, sensors, rule: RULE, spans: SPANS },
      refusals: plan.refusals ?? [],
      answersMayBeLost: plan.steps.length > 0,
    };
    return messages;
  }

  /** Until everything is acknowledged; for that there is time after the last harm, however slow that was. */
  async #sent() {
    const { plan, dispatcher } = this;
    const planned = this.base + plan.seconds * SECOND;
    const isOver = () =>
      this.calmSince !== undefined && Date.now() > Math.max(planned, this.calmSince) + plan.within * SECOND;
    while (!dispatcher.isDone) {
      if (isOver()) throw new Error(`only ${dispatcher.acknowledged} messages were acknowledged`);
      await pause(100);
    }
    this.figures.seconds = Math.round((Date.now() - this.base) / SECOND);
  }

  /** Until the last minute has closed by any clock there is, and everybody has done what there was to do. */
  async #settled() {
    const { lateness } = this;
    const closed = Math.floor(this.last / MINUTE) * MINUTE + MINUTE + lateness * SECOND + 2 * SECOND;
    const since = Date.now();
    await pause(Math.max(0, closed - since));
    this.since = Math.max(since, closed);
  }

  /** What the API says is asked for until it is right or the time is over; then the product stops and the log is read. */
  async #judge() {
    const { site, folder, plan, say } = this;
    await site.ready();
    const until = this.since + plan.within * SECOND;
    let answers;
    let asked;
    do {
      if (answers) {
        say(`not yet: ${answers.faults.filter((line) => !line.startsWith(' ')).join(', ')}`);
        await pause(3 * SECOND);
      }
      asked = Date.now();
      answers = await this.#answers();
      // Asking takes long on a busy machine: the last time to be right is an asking that began when the time was over.
    } while (answers.faults.length > 0 && asked < until);
    this.figures.exactAfter = Math.round((asked - this.since) / 100) / 10;
    await this.watch.look();
    this.watch.end();
    await site.stop();
    for (const [file, topic] of Object.entries(TOPICS)) {
      await site.dump(topic, join(folder, `log-${file}.ndjson`));
    }
    const log = await this.#check('log');
    const growth = growthOf(folder, this.base, this.since, plan);
    const faults = [...answers.faults, ...log.faults];
    for (const exit of site.unexpected) faults.push(`unexpected exit: ${JSON.stringify(exit)}`);
    if (plan.grows !== undefined) {
      for (const [name, mib] of Object.entries(growth)) {
        if (mib > plan.grows) faults.push(`${name} grew by ${mib} MiB, more than ${plan.grows}`);
      }
    }
    Object.assign(this.figures, answers.figures, log.figures, { growth });
    if (site.fell) this.figures['servers fell'] = site.fell;
    return { faults, figures: this.figures };
  }

  async #answers() {
    try {
      this.meta.asked = Date.now();
      await collect({
        base: this.site.live.base,
        folder: this.folder,
        sensors: this.sensors,
        from: this.base - 3 * HOUR,
        to: this.last + 10 * MINUTE,
      });
      return await this.#check('answers');
    } catch (error) {
      return { faults: [`cannot be asked: ${error.message}`], figures: {} };
    }
  }

  async #check(what) {
    writeFileSync(join(this.folder, 'run.json'), JSON.stringify(this.meta));
    const { stdout } = await runProgram('python3', [CHECK, what, this.folder], { allowed: [0, 1] });
    return JSON.parse(stdout);
  }

  #progress(all) {
    const { acknowledged, unknown } = this.dispatcher;
    const second = Math.round((Date.now() - this.base) / SECOND);
    this.say(`${second} s: ${acknowledged} of ${all} messages acknowledged, ${unknown} answers unknown`);
  }
}
