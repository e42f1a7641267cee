/** @type {readonly import('../promises.mjs').Mutant[]} */
export const NOTHING_LOST = [
  {
    name: 'rejection-not-kept',
    says: 'what is refused is counted and not written to city.rejected',
    file: 'apps/intake/src/reception.ts',
    find: `    this.desk.batch.rejections.push(rejection);
`,
    replace: '',
    caughtBy: ['apps/intake/src/screen/codes.spec.ts'],
  },
  {
    name: 'rejection-not-counted',
    says: 'a message that is refused as a whole is received and has no outcome',
    file: 'apps/intake/src/reception.ts',
    find: `    this.#taken.rejected += 1;
`,
    replace: '',
    caughtBy: ['apps/intake/src/screen/codes.spec.ts'],
  },
  {
    name: 'oversized-dropped-in-silence',
    says: 'a packet that is too large leaves no rejection',
    file: 'apps/intake/src/mqtt/connection.ts',
    find: `    if (this.state === 'open') refuseOversized(this, size, begun);
`,
    replace: '',
    caughtBy: ['apps/intake/src/mqtt/malformed.spec.ts'],
  },
  {
    name: 'late-counted-as-accepted',
    says: 'the aggregator counts a late reading as accepted',
    file: 'libs/windows/src/minute-stage.ts',
    find: "return replayed ? 'replayed' : 'late';",
    replace: "return replayed ? 'replayed' : 'accepted';",
    caughtBy: ['apps/aggregator/src/aggregator.spec.ts'],
  },
  {
    name: 'late-not-told-at-the-door',
    says: 'intake counts as accepted what comes for a closed minute',
    file: 'apps/intake/src/screen/reading-screen.ts',
    find: "const outcome = closed ? 'late' : 'accepted';",
    replace: "const outcome = 'accepted';",
    caughtBy: ['apps/intake/src/screen/codes.spec.ts'],
  },
  {
    name: 'replayed-counted-again',
    says: 'what a restart reads again is counted again',
    file: 'apps/aggregator/src/reading-fold.ts',
    find: "if (outcome === 'replayed' || stage.isReplayed(partition, offset)) continue;",
    replace: "if (outcome === 'replayed') continue;",
    caughtBy: ['apps/aggregator/src/aggregator.spec.ts'],
  },
  {
    name: 'unreadable-record-not-counted',
    says: 'a record of the log that is no reading vanishes from the aggregator’s account',
    file: 'apps/aggregator/src/reading-fold.ts',
    find: `    const refusal = refusalOf(reading, sensor, appendTime);
`,
    replace: `    if (!reading) continue;
    const refusal = refusalOf(reading, sensor, appendTime);
`,
    caughtBy: ['apps/aggregator/src/aggregator.spec.ts'],
  },
  {
    name: 'bad-record-not-named',
    says: 'the archiver passes over a record that is no reading',
    file: 'apps/archiver/src/sifted.ts',
    find: '} else if (offset >= begin) bad.push({ offset, ...READING.faultOf(value) });',
    replace: '}',
    caughtBy: ['apps/archiver/src/archive.controller.spec.ts'],
  },
  {
    name: 'missing-number-not-counted',
    says: 'one number missing between two messages of a gateway is no gap',
    file: 'apps/intake/src/desk/numbering.ts',
    find: 'if (seq > this.#highest + 1) this.#miss',
    replace: 'if (seq > this.#highest + 2) this.#miss',
    caughtBy: ['apps/intake/src/desk/numbering.spec.ts'],
  },
  {
    name: 'healed-number-stays-missing',
    says: 'a number that came after all is missing for good',
    file: 'apps/intake/src/desk/numbering.ts',
    find: `    this.healed += 1;
    this.missing -= 1;
`,
    replace: `    this.healed += 1;
`,
    caughtBy: ['apps/intake/src/desk/numbering.spec.ts'],
  },
  {
    name: 'answers-lost-with-the-connection',
    says: 'rejections on their way to a broker are forgotten when the connection ends',
    file: 'apps/intake/src/broker/outbox.ts',
    find: 'this.#waiting = [...this.#sent, ...this.#waiting];',
    replace: '',
    caughtBy: ['apps/intake/src/broker/outbox.spec.ts'],
  },
  {
    name: 'influx-drops-refused-points-in-silence',
    says: 'points that InfluxDB refuses are neither counted nor told',
    file: 'libs/store/src/influx/influx-store.ts',
    find: `    if (refused.length > 0) this.#refuse(refused);
`,
    replace: '',
    caughtBy: ['libs/store/src/influx/write-line.spec.ts'],
  },
  {
    name: 'influx-condemns-points-by-any-refusal',
    says: 'any 400 of InfluxDB, also one about the request, drops its points',
    file: 'libs/store/src/influx/write-answer.ts',
    find: 'if ((status === 400 || status === 422) && OF_POINTS.test(reason))',
    replace: 'if (status === 400 || status === 422)',
    caughtBy: ['libs/store/src/influx/write-answer.spec.ts'],
  },
  {
    name: 'retention-takes-what-is-young',
    says: 'retention removes records whatever their age',
    file: 'libs/log/src/embedded/keeping.ts',
    find: 'await this.#expire(track, now - retention);',
    replace: 'await this.#expire(track, now);',
    caughtBy: ['libs/log/src/embedded/keeping.spec.ts'],
  },
  {
    name: 'compaction-takes-the-newest',
    says: 'compaction removes the record that superseded instead of the one it superseded',
    file: 'libs/log/src/embedded/compaction.ts',
    find: '[time + this.keepSuperseded, topic, partition, before], null)',
    replace: '[time + this.keepSuperseded, topic, partition, offset], null)',
    caughtBy: ['libs/log/src/embedded/keeping.spec.ts'],
  },
  {
    name: 'gap-of-retention-not-told',
    says: 'a reader goes on past records that are gone and says nothing',
    file: 'libs/log/src/kafka/kafka-track.ts',
    find: `    this.#fetched = this.first;
    return true;`,
    replace: `    this.#fetched = this.first;
    return false;`,
    caughtBy: ['libs/log/src/kafka/kafka-track.spec.ts'],
  },
];
