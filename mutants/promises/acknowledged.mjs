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
    name: 'acknowledged-before-the-append',
    says: 'messages are answered before the log has their batch',
    file: 'apps/intake/src/desk/desk.ts',
    find: 'batch.cut(TOPICS.readings.partitions, this.judged);',
    replace: `batch.cut(TOPICS.readings.partitions, this.judged);
      batch.settle();`,
    caughtBy: ['apps/intake/src/desk/desk.spec.ts'],
  },
  {
    name: 'failed-append-let-go',
    says: 'an append that failed once is not tried again, and its messages are answered',
    file: 'apps/intake/src/desk/desk.ts',
    find: `        await pause(wait);
`,
    replace: `        return;
`,
    caughtBy: ['apps/intake/src/desk/desk.spec.ts'],
  },
  {
    name: 'http-answers-before-the-log',
    says: 'HTTP answers 200 before the log has the readings',
    file: 'apps/intake/src/http/readings.controller.ts',
    find: `    this.desk.wake();
    return inLog;
`,
    replace: `    this.desk.wake();
    void inLog;
    return Promise.resolve(taken);
`,
    caughtBy: ['apps/intake/src/http/readings.controller.spec.ts'],
  },
  {
    name: 'pubacks-out-of-order',
    says: 'messages of a batch are acknowledged in another order than they came',
    file: 'apps/intake/src/desk/batch.ts',
    find: 'for (let i = 0; i < this.#receivers.length; i += 1) {',
    replace: 'for (let i = this.#receivers.length - 1; i >= 0; i -= 1) {',
    caughtBy: ['apps/intake/src/desk/desk.spec.ts'],
  },
  {
    name: 'broker-acknowledged-out-of-order',
    says: 'PUBACKs to a broker leave newest first',
    file: 'apps/intake/src/broker/ack-window.ts',
    find: 'this.#settled.push(messageId);',
    replace: 'this.#settled.unshift(messageId);',
    caughtBy: ['apps/intake/src/broker/ack-window.spec.ts'],
  },
  {
    name: 'queue-without-a-limit',
    says: 'gateways are read however much waits for the log',
    file: 'apps/intake/src/desk/desk.ts',
    find: 'const full = this.depth >= (this.#open ? this.options.queue : this.options.queue / 2);',
    replace: 'const full = false;',
    caughtBy: ['apps/intake/src/desk/desk.spec.ts'],
  },
  {
    name: 'log-queue-without-a-limit',
    says: 'the embedded log takes appends however much waits for the disk',
    file: 'libs/log/src/embedded/committer.ts',
    find: 'if (this.#queued > 0 && this.#queued + bytes > this.limits.queueBytes) {',
    replace: 'if (false) {',
    caughtBy: ['libs/log/src/embedded/queue.spec.ts'],
  },
  {
    name: 'kafka-leader-alone-acknowledges',
    says: 'a send to Kafka is acknowledged by the leader alone',
    file: 'libs/log/src/kafka/sender.ts',
    find: 'const ALL_IN_SYNC = -1;',
    replace: 'const ALL_IN_SYNC = 1;',
    caughtBy: ['libs/log/src/kafka/sender.spec.ts'],
  },
  {
    name: 'kafka-answer-not-looked-at',
    says: 'a send counts as done where the answer of the brokers says nothing of its partition',
    file: 'libs/log/src/kafka/sender.ts',
    find: "  throw new Error(`the brokers' answer does not name ${topic}/${partition}`);",
    replace: '  return undefined;',
    caughtBy: ['libs/log/src/kafka/sender.spec.ts'],
  },
  {
    name: 'kafka-two-sends-of-a-partition-at-once',
    says: 'a partition is sent to again before its last send is answered',
    file: 'libs/log/src/kafka/sender.ts',
    find: 'if (!lane.isEmpty && !lane.isSending) {',
    replace: 'if (!lane.isEmpty) {',
    caughtBy: ['libs/log/src/kafka/sender.spec.ts'],
  },
  {
    name: 'kafka-all-partitions-in-one-send',
    says: 'entries of several partitions go in one send, of which kafkajs loses parts when it repeats it',
    file: 'libs/log/src/kafka/sender.ts',
    find: 'lanes[partition]!.push(append, entries, now);',
    replace: 'lanes[0]!.push(append, entries, now);',
    caughtBy: ['libs/log/src/kafka/sender.spec.ts'],
  },
  {
    name: 'kafka-commit-without-its-generation',
    says: 'a commit goes out in the name of no generation, which the coordinator takes from anybody',
    file: 'libs/log/src/kafka/kafka-ledger.ts',
    find: `      memberId,
      groupGenerationId,
`,
    replace: `      memberId,
      groupGenerationId: -1,
`,
    caughtBy: ['libs/log/src/kafka/membership.spec.ts'],
  },
  {
    name: 'kafka-read-on-after-the-session',
    says: 'records are handed out when the session may have run out and another holds the partition',
    file: 'libs/log/src/kafka/kafka-track.ts',
    find: 'return this.on.mayRead() ? this.#fetched : 0;',
    replace: 'return this.#fetched;',
    caughtBy: ['libs/log/src/kafka/kafka-track.spec.ts'],
  },
  {
    name: 'failed-batch-passed-over',
    says: 'a batch whose handler failed does not come back',
    file: 'libs/log/src/delivery/batch-reader.ts',
    find: 'lane.failed(performance.now(), records.length, this.pause);',
    replace: 'lane.done(next);',
    caughtBy: ['libs/log/src/testing/memory-log.spec.ts'],
  },
  {
    name: 'held-batch-committed',
    says: 'what a handler holds is committed all the same',
    file: 'libs/log/src/delivery/batch-reader.ts',
    find: `if (answer === HOLD || !this.#group) return;
    const commit = answer ??`,
    replace: `if (!this.#group) return;
    const commit = (answer === HOLD ? undefined : answer) ??`,
    caughtBy: ['libs/log/src/testing/memory-log.spec.ts'],
  },
  {
    name: 'archiver-commits-before-it-stores',
    says: 'the archiver commits while the store is still writing',
    file: 'apps/archiver/src/archiver.ts',
    find: 'if (rowsOf(parts) > 0) await this.#write(parts);',
    replace: 'if (rowsOf(parts) > 0) void this.#write(parts).catch(() => undefined);',
    caughtBy: ['apps/archiver/src/archive.controller.spec.ts'],
  },
];
