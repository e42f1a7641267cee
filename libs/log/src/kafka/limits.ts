import { type Pause, usualPause } from '../delivery/lane.js';

/** Sizes in bytes, times in milliseconds. */
export interface KafkaLogLimits {
  /** How long `open`, and a first join of a group, wait for brokers that do not answer. */
  readonly openTimeout: number;
  /** How long an entry may wait for the brokers, retries included; then its append is refused with LOG_WRITE. */
  readonly appendTimeout: number;
  /** Entries that wait to be sent; an append beyond it is refused with LOG_WRITE. */
  readonly queueBytes: number;
  /** Entries of one send; below the brokers' `message.max.bytes` of 1 MiB, with room for their frame. */
  readonly sendBytes: number;
  readonly sendRecords: number;
  /** Sends on their way at once, each to another partition. */
  readonly sendsInFlight: number;
  /** Time between the starts of two sends, when there are more than `sendsInFlight`; what comes meanwhile goes together. */
  readonly sendEvery: number;
  /** Longest wait of a broker for new records before it answers a fetch. */
  readonly fetchWait: number;
  /** Least time between the starts of two fetches of a reader from one broker. */
  readonly fetchEvery: number;
  /** Records in one answer to a fetch, all partitions together. */
  readonly fetchBytes: number;
  /** Records of one partition that a reader holds ready; a partition that has more is not fetched. */
  readonly partitionBytes: number;
  /** Least time between two commits of a reader; `close` and a rebalance wait for none. */
  readonly commitEvery: number;
  /** How long a member that is not heard of keeps its partitions. */
  readonly sessionTimeout: number;
  readonly heartbeatEvery: number;
  /** How long a group waits for a member that finishes the batch in hand before it goes on without it. */
  readonly rebalanceTimeout: number;
  /** How long `close` waits for commits, and then for sends, to become durable: a part of the time a stop may take. */
  readonly closeTimeout: number;
  readonly connectTimeout: number;
  readonly requestTimeout: number;
  /** Before something that failed is tried again. */
  readonly retry: Pause;
  /** Before a batch that failed comes back. */
  readonly batch: Pause;
}

export const kafkaLogLimits: KafkaLogLimits = {
  openTimeout: 60_000,
  appendTimeout: 20_000,
  queueBytes: 64 << 20,
  sendBytes: 900_000,
  sendRecords: 5_000,
  sendsInFlight: 12,
  sendEvery: 2,
  fetchWait: 250,
  fetchEvery: 5,
  fetchBytes: 2 << 20,
  partitionBytes: 512 << 10,
  commitEvery: 100,
  sessionTimeout: 6_000,
  heartbeatEvery: 1_000,
  rebalanceTimeout: 30_000,
  closeTimeout: 2_000,
  connectTimeout: 2_000,
  requestTimeout: 5_000,
  retry: { first: 100, longest: 1_000 },
  batch: usualPause,
};
