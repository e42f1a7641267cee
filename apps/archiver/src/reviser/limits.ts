/** Every bound of the reviser, with its unit. */
export const LIMITS = {
  /** How long notices may gather before the first of a round is taken, milliseconds. */
  linger: 1_000,
  /** Notices of one batch: reading and checking them is one turn of the event loop, a few milliseconds. */
  batch: 1_000,
  /** Windows named in one round. A backlog of more is worked off in several rounds. */
  named: 50_000,
  /** How long one try waits for the archivers, milliseconds; the notices come back and it waits again. */
  wait: 2_000,
  /** Between two looks at how far the archivers are, milliseconds. */
  look: 200,
  /** Windows asked of the store at once: a little less than the rows that the embedded one reads in any case. */
  windowPage: 4_500,
  /** Readings asked of the store at once: turning a page into objects holds up the event loop for that long. */
  page: 2_000,
  /** Up to so many targets are asked of the store one by one. */
  askedByName: 8,
  /** Targets of one metric that are gathered at once for an hour or a day; for more the store is read again. */
  tallies: 10_000,
  /** Windows that are computed, and appended, in one turn of the event loop. */
  chunk: 200,
  /** It rests this many times as long as it has worked, so that a backlog leaves the store to others for most of the time. */
  restShare: 2,
  /** The longest single rest, milliseconds. */
  rest: 2_000,
  /** A minute this near to the end of the raw retention may lose readings while they are read, milliseconds. */
  retentionMargin: 600_000,
};
export type ReviserLimits = typeof LIMITS;
