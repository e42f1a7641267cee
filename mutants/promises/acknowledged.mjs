/** @type {readonly import('../promises.mjs').Mutant[]} */
export const ACKNOWLEDGED = [
  {
    name: 'append-resolved-before-its-commit',
    says: 'the embedded log says that it has the entries before the transaction is on disk',
    file: 'libs/log/src/embedded/committer.ts',
    find: `        await this.#commit(jobs);
        for (const { resolve } of jobs) resolve();`,
    replace: `        for (const { resolve } of jobs) resolve();
        await this.#commit(jobs);`,
    caughtBy: ['libs/log/src/embedded/crash.spec.ts'],
  },
  {
    name: 'kafka-leader-alone-acknowledges',
    says: 'a send to Kafka is acknowledged by the leader alone',
    file: 'libs/log/src/kafka/sender.ts',
    find: 'const ALL_IN_SYNC = -1;',
    replace: 'const ALL_IN_SYNC = 1;',
    caughtBy: ['libs/log/src/kafka/sender.spec.ts'],
  },
];
