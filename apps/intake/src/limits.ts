/** Limits of intake that a city need not set. Those it may are in `city.yaml` (`CityLimits`). */
export const LIMITS = {
  /** Readings whose repetition is recognised, at least; of all sensors together. */
  repeats: 262_144,
  /** Steps of dossiers whose repetition is recognised, at least. */
  dossierRepeats: 65_536,
  /** Readings in one message. */
  readingsPerMessage: 10_000,
  /** A gateway's numbering: see `NumberingLimits`. */
  numbering: { ahead: 10_000, stretches: 1_000, jump: 1_000_000 },
  /** Gateways that metrics name: the first that were seen. What the others did is summed. */
  namedGateways: 100,
  /** Gateways that the status lists: those that sent most. What the others did is summed. */
  listedGateways: 20,
  /** Milliseconds before a failed append is tried again: doubled each time, up to the longest. */
  appendPause: { first: 100, longest: 2_000 },
  /** Milliseconds after which an append that the log has not answered keeps gateways waiting, and intake from being ready. */
  appendOverdue: 2_000,
  /** A rejection takes as much of the intake queue as this many readings: it carries bytes. */
  rejectionWeight: 20,
  /** Milliseconds by which the machine's clock may differ from the log's before readings are judged by the log's. */
  clockDifference: 5_000,
  /** Milliseconds that the doors stay shut at the start until the log has told its time. */
  firstTick: 2_000,
  /** Milliseconds that stopping waits for the log. */
  stopWithin: 5_000,
} as const;

/** Limits of the MQTT endpoint. */
export const MQTT_LIMITS = {
  /** Milliseconds from the first byte a connection may take until its CONNECT is there. */
  connectWithin: 10_000,
  /** Bytes of a packet before the gateway is known. */
  connectBytes: 16_384,
  /** Sockets beyond `connections` that are let in to be told so; more are closed without a word. */
  refusedAtOnce: 100,
  /** Messages that wait for a session's client; the oldest is dropped, since `city.rejected` keeps it. */
  sessionQueue: 1_000,
  /** Unacknowledged messages to a client that does not say how many it takes. */
  sessionInFlight: 100,
  /** Sessions kept without a connection; the one longest away is dropped. */
  sessionsAway: 10_000,
  /** Seconds that a session is kept without a connection, at most. */
  sessionExpiry: 86_400,
  /** Bytes written to a socket and not taken; above it the connection is not read, and what it subscribed to waits. */
  unsentBytes: 262_144,
  /** Milliseconds between two looks at keep-alives, times and sessions. */
  sweep: 1_000,
  /** Longest topic and client id kept, in characters. */
  text: 256,
} as const;

/** Limits of the way in from an MQTT broker. Unacknowledged messages are limited by the city's `inFlight`. */
export const BROKER_LIMITS = {
  /** Seconds that the broker keeps our session without a connection: it collects for a dead intake no longer than that. */
  sessionExpiry: 3_600,
  /** Bytes of a packet; an MQTT 5 broker discards a larger one. Between the city's `packetBytes` and this it is a rejection. */
  packetBytes: 4_194_304,
  /** Seconds without a packet after which either side asks whether the other is there. */
  keepalive: 30,
  /** Milliseconds until the broker has answered CONNECT. */
  connectWithin: 10_000,
  /** Milliseconds between attempts to connect: doubled each time, up to the longest. */
  connectPause: { first: 250, longest: 5_000 },
  /** Milliseconds before an intake comes back whose session another client has taken: one that takes its place, as a rule. */
  takenOverPause: 30_000,
  /** Milliseconds without a connection after which intake is not ready. */
  troubleAfter: 3_000,
  /** Rejections that wait for the broker; the oldest is dropped, since `city.rejected` keeps it. */
  answers: 1_000,
  /** Rejections that the broker has not acknowledged, at most. */
  answersInFlight: 100,
  /** Gateways that are answered over the broker. */
  correspondents: 20_000,
  /** Milliseconds that the broker has to close when intake stops. */
  closeWithin: 1_000,
} as const;

/** Limits of the feeds from other departments' Kafka. */
export const FEED_LIMITS = {
  /** Records of one partition that wait for the log together; their offset is committed when it has them. */
  recordsInHand: 500,
  /** Bytes that one fetch brings: of a partition, and of all. A single larger record still comes whole. */
  partitionBytes: 1_048_576,
  fetchBytes: 4_194_304,
  /** Milliseconds that a broker waits for more before it answers a fetch with nothing. */
  fetchWait: 500,
  /** Milliseconds without a sign of life after which the group gives our partitions to others, and between such signs. */
  session: 10_000,
  heartbeat: 1_000,
  /** Milliseconds until a broker has accepted a connection, and answered a request. */
  connectWithin: 5_000,
  answerWithin: 10_000,
  /** Milliseconds before a feed that was lost is tried again: doubled each time, up to the longest. */
  pause: { first: 1_000, longest: 30_000 },
  /** Milliseconds that stopping waits for the brokers. */
  stopWithin: 2_500,
} as const;

/** Limits of HTTP intake. */
export const HTTP_LIMITS = {
  /** Milliseconds that a request waits for the log. */
  answerWithin: 2_000,
  /** Seconds after which a refused sender should come back. */
  retryAfter: 5,
  /** Idempotency keys remembered, and for how long in milliseconds. */
  keys: 10_000,
  keyAge: 86_400_000,
} as const;
