/** Every bound of the InfluxDB store, with its unit. */
export interface InfluxLimits {
  /** Lines of one write request. Beyond a thousand InfluxDB gains nothing. */
  readonly linesARequest: number;
  /** Write requests in flight, all callers together; further ones wait for their turn. */
  readonly requests: number;
  /** How often one write request is tried before the caller is told. */
  readonly attempts: number;
  /** First and longest pause between two attempts, milliseconds, before jitter. */
  readonly firstPause: number;
  readonly longestPause: number;
  /** A server that asks for more patience than this is answered by STORE_WRITE, milliseconds. */
  readonly longestRetryAfter: number;
  /** How long one write request may take, its turn included, milliseconds. */
  readonly writeTimeout: number;
  /** How long one query may take, milliseconds. */
  readonly queryTimeout: number;
  /** Rows that one query may ask for; what needs more is refused with STORE_READ. */
  readonly rows: number;
  /** Series that one query for latest values may ask for. */
  readonly seriesAtOnce: number;
  /** Milliseconds until retention policies that were missing are looked for again. */
  readonly recheck: number;
  /** How long `close` waits for calls that are under way, milliseconds. */
  readonly closeWithin: number;
}

export const INFLUX_LIMITS: InfluxLimits = {
  linesARequest: 1_000,
  requests: 4,
  attempts: 3,
  firstPause: 100,
  longestPause: 2_000,
  longestRetryAfter: 5_000,
  writeTimeout: 10_000,
  queryTimeout: 30_000,
  rows: 200_000,
  seriesAtOnce: 5_000,
  recheck: 60_000,
  closeWithin: 3_000,
};
