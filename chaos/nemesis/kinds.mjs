const SECOND = 1_000;
const PATIENCE = 90_000;

/**
 * What can be done to the product. Each does it once, from its beginning to its end, and says to whom. `pause` throws when the run is over.
 * @type {Record<string, (one: { site: object, step: object, n: number, random: import('../random.mjs').Random,
 *   pause: (ms: number) => Promise<void> }) => Promise<string>>}
 */
export const KINDS = {
  /** SIGKILL; the supervisor starts it again. Two of three hit one that is at work, the others whatever it is doing, its start too. */
  async kill({ site, step, random, pause }) {
    const member = await somebody(site, step.whom, random, pause);
    if (random.chance(2 / 3)) await untilReady(member, pause);
    await pause(random.between(0, 2 * SECOND));
    if (!member.kill()) return KINDS.kill({ site, step, random, pause });
    return member.name;
  },

  /** SIGSTOP for longer than a session lasts, then SIGCONT: it wakes up and believes that nothing has happened. */
  async freeze({ site, step, n, random, pause }) {
    const member = await somebody(site, step.whom[n % step.whom.length], random, pause);
    const seconds = random.between(...step.seconds);
    member.freeze();
    await pause(seconds * SECOND);
    member.thaw();
    return `${member.name} for ${seconds.toFixed(1)} s`;
  },

  /** One more joins and leaves in order after a while. */
  async rebalance({ site, step, n, random, pause }) {
    const app = step.whom[n % step.whom.length];
    const member = await site.add(app);
    await untilReady(member, pause);
    await pause(random.between(...step.seconds) * SECOND);
    await site.remove(member);
    return member.name;
  },

  /** A server is killed and stays away. */
  async away({ site, step, pause }) {
    await site.killServer(step.what);
    await pause(step.seconds * SECOND);
    await site.restartServer(step.what);
    return `${step.what} for ${step.seconds} s`;
  },

  /** The network between an app and a server: connections break (`cut`) or nothing passes and nobody is told (`swallow`). */
  async sever({ site, step, n, random, pause }) {
    const app = step.whom[n % step.whom.length];
    const to = step.links[n % step.links.length];
    const how = random.pick(['cut', 'swallow']);
    const seconds = random.between(...step.seconds);
    const link = site.links.get(app)[to];
    link[how]();
    await pause(seconds * SECOND);
    link.mend();
    return `${app} ${how} from ${to} for ${seconds.toFixed(1)} s`;
  },

  /** A disk has no room left. */
  async fill({ site, step, pause }) {
    const disk = site.disks[step.what];
    disk.fill();
    await pause(step.seconds * SECOND);
    await disk.empty();
    return `${step.what} for ${step.seconds} s`;
  },

  /** A process's clock jumps; its timers go on as before. */
  async jump({ site, step, n, random, pause }) {
    const member = await somebody(site, step.whom[n % step.whom.length], random, pause);
    const seconds = random.pick(step.offsets);
    site.setClock(member.name, seconds);
    return `${member.name} to ${seconds} s`;
  },
};

/** A running member of an app; waits for one where there is none. */
async function somebody(site, app, random, pause) {
  const until = Date.now() + PATIENCE;
  for (;;) {
    const running = site.members(app).filter(({ isRunning, isFrozen }) => isRunning && !isFrozen);
    if (running.length > 0) return random.pick(running);
    if (Date.now() > until) throw new Error(`nobody of ${app} is running`);
    await pause(50);
  }
}

async function untilReady(member, pause) {
  const until = Date.now() + PATIENCE;
  while (!(await member.isReady())) {
    if (Date.now() > until) throw new Error(`${member.name} was not ready within ${PATIENCE} ms`);
    await pause(200);
  }
}
