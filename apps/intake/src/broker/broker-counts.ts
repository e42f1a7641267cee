/** Plain counts of the connection to the broker, for metrics. */
export class BrokerCounts {
  isConnected = false;
  /** Connections that were made, the first one too. */
  connects = 0;
  /** Unacknowledged messages, and how many there may be. */
  inFlight: () => number = () => 0;
  limit = 0;
  /** Retained readings that were not taken. */
  retained = 0;
  /** Rejections that did not go back. */
  unanswered = 0;
  /** Rejections that wait for the broker. */
  answers: () => number = () => 0;
}
