/** @type {readonly import('../promises.mjs').Mutant[]} */
export const ALERTS = [
  {
    name: 'alert-named-by-the-clock',
    says: 'an alert’s id depends on when it was evaluated, not on the event time it began',
    file: 'libs/rules/src/alert-steps.ts',
    find: `\\n\${targetOf(subject)}\\n\${since}\``,
    replace: `\\n\${targetOf(subject)}\\n\${performance.now()}\``,
    caughtBy: ['libs/rules/src/evaluator.spec.ts'],
  },
  {
    name: 'alerts-forgotten-at-a-restart',
    says: 'an alerter that takes over does not know the alerts there are',
    file: 'apps/alerter/src/alerter.ts',
    find: 'const restored = await knownAlerts(this.log);',
    replace: 'const restored: Alert[] = (await knownAlerts(this.log)).slice(0, 0);',
    caughtBy: ['apps/alerter/src/alerter.spec.ts'],
  },
  {
    name: 'alerts-committed-before-published',
    says: 'the alerter commits before the alert is on the log',
    file: 'apps/alerter/src/alerter.ts',
    find: 'const published = await this.#publish();',
    replace: `const published = true;
    void this.#publish().catch(() => undefined);`,
    caughtBy: ['apps/alerter/src/alerter.spec.ts'],
  },
  {
    name: 'hold-lost-at-a-restart',
    says: 'a hold time that had begun before a restart begins anew',
    file: 'apps/alerter/src/alerter.ts',
    find: 'offset: needed.get(`${topic}/${partition}`) ?? reached',
    replace: 'offset: reached',
    caughtBy: ['apps/alerter/src/alerter.spec.ts'],
  },
  {
    name: 'instant-of-the-change-judged-again',
    says: 'a correction of the very instant that raised an alert ends it, and after a restart does not',
    file: 'libs/rules/src/episode.ts',
    find: 'sample.at <= Math.max(this.#settled,',
    replace: 'sample.at < Math.max(this.#settled,',
    caughtBy: ['libs/rules/src/episode.spec.ts'],
  },
  {
    name: 'hold-ignored',
    says: 'an alert is raised at the first value past the limit, whatever its hold',
    file: 'libs/rules/src/episode.ts',
    find: `    if (sample.at - rising.since < condition.hold) return undefined;
`,
    replace: '',
    caughtBy: ['libs/rules/src/episode.spec.ts'],
  },
  {
    name: 'hold-one-sample-too-long',
    says: 'an alert is raised one value after its hold is over',
    file: 'libs/rules/src/episode.ts',
    find: 'if (sample.at - rising.since < condition.hold)',
    replace: 'if (sample.at - rising.since <= condition.hold)',
    caughtBy: ['libs/rules/src/episode.spec.ts'],
  },
  {
    name: 'hold-goes-on-through-a-break',
    says: 'a value back below the limit does not begin the hold anew',
    file: 'libs/rules/src/episode.ts',
    find: `    if (!condition.begins(sample.value)) {
      this.#rising = undefined;
`,
    replace: `    if (!condition.begins(sample.value)) {
`,
    caughtBy: ['libs/rules/src/episode.spec.ts'],
  },
  {
    name: 'clears-without-hysteresis',
    says: 'an alert ends where it began, whatever limit its end has',
    file: 'libs/rules/src/condition.ts',
    find: 'ends: clear ? testOf(clear.when) : (value) => !begins(value),',
    replace: 'ends: (value) => !begins(value),',
    caughtBy: ['libs/rules/src/episode.spec.ts'],
  },
  {
    name: 'limit-itself-is-past-it',
    says: 'a value at the limit raises',
    file: 'libs/rules/src/condition.ts',
    find: '(value) => value > limit :',
    replace: '(value) => value >= limit :',
    caughtBy: ['libs/rules/src/episode.spec.ts'],
  },
  {
    name: 'ends-at-once',
    says: 'the end of an alert is not held',
    file: 'libs/rules/src/episode.ts',
    find: `    if (sample.at - falling.since < condition.clearHold) return undefined;
`,
    replace: '',
    caughtBy: ['libs/rules/src/episode.spec.ts'],
  },
  {
    name: 'acknowledged-is-over',
    says: 'an acknowledgement ends an alert whose condition still holds',
    file: 'libs/rules/src/alert-steps.ts',
    find: "state: alert.state === 'returned' ? 'normal' : 'acknowledged',",
    replace: "state: 'normal',",
    caughtBy: ['libs/rules/src/evaluator.spec.ts'],
  },
  {
    name: 'stale-acknowledgement-taken',
    says: 'somebody acknowledges a version that they have not seen',
    file: 'libs/rules/src/evaluator.ts',
    find: 'if (version !== command.version || (',
    replace: 'if ((',
    caughtBy: ['libs/rules/src/evaluator.spec.ts'],
  },
  {
    name: 'superseded-window-judged',
    says: 'a window that does not stand any more raises',
    file: 'libs/rules/src/evaluator.ts',
    find: ' || (start === watch.start && !supersedes(window, watch))',
    replace: '',
    caughtBy: ['libs/rules/src/evaluator.spec.ts'],
  },
  {
    name: 'silence-while-nobody-listened',
    says: 'sensors are held silent for the time that intake was away',
    file: 'libs/rules/src/silence.ts',
    find: `    if (appendTime - this.now > LONGEST_GAP) this.since = appendTime;
`,
    replace: `    if (this.now === -Infinity) this.since = appendTime;
`,
    caughtBy: ['libs/rules/src/evaluator.spec.ts'],
  },
  {
    name: 'older-version-of-an-alert-stands',
    says: 'an older version of an alert that comes later takes the place of the newer',
    file: 'apps/live/src/picture/alert-book.ts',
    find: `    if (known && known.alert.version >= alert.version) return;
`,
    replace: '',
    caughtBy: ['apps/live/src/picture/alert-book.spec.ts'],
  },
];
