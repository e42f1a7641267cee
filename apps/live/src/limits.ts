/** Every bound of this app, with its unit and what happens at it. */
export const LIMITS = {
  /** Between two frames of changes, ms: at most four a second. */
  frame: 250,
  /** Least distance of two ticks by the tick's own time, ms: one a second, with room for a timer's jitter. */
  tickDistance: 900,
  /** Socket.IO connections; one more is refused before it is accepted. */
  connections: 1_000,
  /** Subscriptions of one connection in a second; one more is answered E_RATE. */
  subscribesPerSecond: 4,
  /** Characters written to a connection and not yet taken by the network: over it values are shed. */
  slow: 1 << 20,
  /** Over it alerts wait too, for the snapshot that ends the slowness and has every one of them. */
  stuck: 4 << 20,
  /** Bytes of one message from a client; a longer one closes its connection. */
  clientMessage: 64 << 10,
  /** Alerts that are over, kept for GET; the ones over longest go first. Those that are not over are all kept. */
  closedAlerts: 20_000,
  /** Rejections kept for GET; the oldest go first, the log has them for 30 days. */
  rejections: 10_000,
  /** An alert that is over stays in snapshots for so long, ms. */
  afterImage: 5 * 60_000,
  /** How far back the store is asked for latest values at start, ms. */
  latestSince: 3_600_000,
  /** Records of a partition read again at start, before the place up to which the store is known to have all. */
  overlap: 2_000,
  /** Records of a partition read at start where the store has nothing of it. */
  withoutStore: 50_000,
  /** Records of a partition of windows read at start: several minutes of a city of 10,000 sensors. */
  windowsBack: 10_000,
  /** A correction of a window is streamed if it is at most so long before the newest of its series, ms. */
  correctedBack: 86_400_000,
  /** Corrections that wait to be streamed; those that wait longest go first, and are read over HTTP. */
  corrections: 10_000,
  /** Windows of one frame beyond which corrections wait for the next. */
  correctionsAFrame: 200,
  /** Items of one answer to a read, and those given unless told. */
  page: 10_000,
  pageUsual: 1_000,
  /** Bytes of a request's body. */
  body: 16 << 10,
  /** After the start of a day its counts are released: what came before has a while to get into the store, ms. */
  releaseAfter: 300_000,
  /** Between two looks whether a day has begun, ms. */
  releaseLook: 60_000,
  /** A count that a place told longer ago is not known any more, ms. */
  countsKnownFor: 7 * 86_400_000,
  /** Values of figures entered by hand that are kept, and taken in a minute; one more is refused with E_FULL or E_RATE. */
  entries: 100_000,
  entriesAMinute: 120,
  /** How long an acknowledgement waits to see its alert's next version, ms. */
  acknowledge: 2_000,
} as const;
