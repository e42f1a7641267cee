/** @type {readonly import('../promises.mjs').Mutant[]} */
export const HOURS_AND_DAYS = [
  {
    name: 'days-of-a-fixed-length',
    says: 'a day has 24 hours, also where clocks change',
    file: 'libs/windows/src/calendar.ts',
    find: 'let end = this.#startOf(day + 1);',
    replace: 'let end = start + DAY;',
    caughtBy: ['libs/windows/src/calendar.spec.ts'],
  },
  {
    name: 'days-of-utc',
    says: 'days begin at midnight in Greenwich',
    file: 'libs/windows/src/calendar.ts',
    find: 'return Date.UTC(year!, month! - 1, day, hour, minute, second) - startOf(at, 1_000);',
    replace: 'return 0;',
    caughtBy: ['libs/windows/src/calendar.spec.ts'],
  },
  {
    name: 'last-hour-beyond-its-day',
    says: 'the last hour of a day of 23½ hours reaches into the next',
    file: 'libs/windows/src/calendar.ts',
    find: 'end: Math.min(start + HOUR, day.end)',
    replace: 'end: start + HOUR',
    caughtBy: ['libs/windows/src/calendar.spec.ts'],
  },
  {
    name: 'hour-not-ended-at-its-end',
    says: 'an hour whose end the watermark has just reached is not said to have ended',
    file: 'libs/windows/src/calendar.ts',
    find: 'hour.end <= upTo;',
    replace: 'hour.end < upTo;',
    caughtBy: ['libs/windows/src/calendar.spec.ts'],
  },
  {
    name: 'ended-hours-lost-in-a-crash',
    says: 'hours are judged from where the watermark is, not from where it was committed',
    file: 'apps/aggregator/src/ends-of.ts',
    find: `calendar.endedIn(since, asOf)
`,
    replace: `calendar.endedIn(asOf - 60_000, asOf)
`,
    caughtBy: ['apps/aggregator/src/ends-of.spec.ts', 'apps/aggregator/src/aggregator.spec.ts'],
  },
  {
    name: 'sketch-merge-drops-the-smaller',
    says: 'the percentiles of an hour leave out minutes with few values',
    file: 'libs/windows/src/sketch.ts',
    find: 'for (const value of other.#few) this.add(value);',
    replace: 'if (!this.#buckets) for (const value of other.#few) this.add(value);',
    caughtBy: ['libs/windows/src/quiet-minutes.spec.ts'],
  },
  {
    name: 'mean-by-the-minutes',
    says: 'an hour’s mean is its sum by the number of its minutes, not of its values',
    file: 'libs/windows/src/span-tally.ts',
    find: 'mean: sum / count }',
    replace: 'mean: sum / this.#sums.length }',
    caughtBy: ['libs/windows/src/span-tally.spec.ts'],
  },
  {
    name: 'silent-minutes-not-expected',
    says: 'minutes without a window owe no readings, so that coverage is too good',
    file: 'libs/windows/src/span-tally.ts',
    find: 'const silent = (end - start - this.#covered) / MINUTE;',
    replace: 'const silent = 0;',
    caughtBy: ['libs/windows/src/span-tally.spec.ts'],
  },
  {
    name: 'hour-above-not-named',
    says: 'the hour does not follow the correction of its minute',
    file: 'apps/archiver/src/reviser/reviser.ts',
    find: `    await this.#nameAbove(of, targets);
`,
    replace: '',
    caughtBy: ['apps/archiver/src/reviser/reviser-spans.spec.ts'],
  },
  {
    name: 'hour-above-named-only-on-a-difference',
    says: 'after a crash between minute and hour the hour is never corrected',
    file: 'apps/archiver/src/reviser/reviser.ts',
    find: `    await this.#nameAbove(of, targets);
`,
    replace: `    if (revisions.length > 0) await this.#nameAbove(of, targets);
`,
    caughtBy: ['apps/archiver/src/reviser/reviser-spans.spec.ts'],
  },
  {
    name: 'days-before-their-hours',
    says: 'a round makes days before the hours that they are made of',
    file: 'apps/archiver/src/reviser/reviser.ts',
    find: "const SPANS = ['1m', '1h', '1d'] as const",
    replace: "const SPANS = ['1d', '1h', '1m'] as const",
    caughtBy: ['apps/archiver/src/reviser/reviser-spans.spec.ts'],
  },
  {
    name: 'closed-spans-forgotten',
    says: 'a reviser that takes over does not know which hours have ended',
    file: 'apps/archiver/src/reviser/activation.ts',
    find: ', ...(Object.keys(ended).length > 0 && { ended })',
    replace: '',
    caughtBy: ['apps/archiver/src/reviser/reviser-spans.spec.ts'],
  },
  {
    name: 'hour-rests-on-what-is-not-stored',
    says: 'hours are made before the minutes just corrected are stored',
    file: 'apps/archiver/src/reviser/reviser.ts',
    find: `    // From here on it publishes: a repeat, or a longer span, has to wait until that is stored as well.
    this.#ends = undefined;
`,
    replace: '',
    caughtBy: ['apps/archiver/src/reviser/reviser-spans.spec.ts'],
  },
];
