import type { Quality } from '@toancanh/events';

/**
 * Where a value of a reading stands, one of:
 *
 * - `/a/b`: a JSON pointer (RFC 6901) that begins at the item;
 * - `$/a/b`: a JSON pointer that begins at the whole record (at the event's data, where there is an envelope);
 * - `ce:subject`: an attribute of the CloudEvent;
 * - `key`: the record's key.
 */
export type FeedSource = string;

/** How one value of a reading is had. An optional one that is absent or null is left out of the reading. */
export interface FeedValue {
  readonly path: FeedSource;
  /** The unit it is sent in; left out, it is the metric's own. */
  readonly unit?: string;
  readonly optional?: boolean;
}

export interface FeedMap {
  /** `prefix` keeps another department's codes apart from ours. */
  readonly sensor: { readonly path: FeedSource; readonly prefix?: string };
  /**
   * Left out: the CloudEvent's time, else the record's timestamp. Texts are ISO 8601, with `offset` for those that name no
   * zone; numbers count `unit`s since 1970, milliseconds unless told.
   */
  readonly at?: { readonly path: FeedSource; readonly unit?: 'ms' | 's'; readonly offset?: string };
  /** Longitude and latitude; a reading in which both are absent or null has no place. */
  readonly place?: readonly [FeedSource, FeedSource];
  /** `map` gives the word for each text or number sent; `otherwise` for all others and for none. */
  readonly quality?: {
    readonly path: FeedSource;
    readonly map?: Readonly<Record<string, Quality>>;
    readonly otherwise?: Quality;
  };
  readonly values: Readonly<Record<string, FeedValue>>;
}

/** The password stands in a file of its own, outside the city folder, so that the folder holds no secret. */
export interface FeedLogin {
  readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512';
  readonly username: string;
  readonly passwordFile: string;
}

/** A topic on another department's Kafka, and how its records become readings of one of our gateways. */
export interface Feed {
  /** Its consumer group is `toancanh.feed.<name>`. */
  readonly name: string;
  /** Null: the brokers of the city's own log. */
  readonly brokers: readonly string[] | null;
  readonly tls: boolean;
  readonly login: FeedLogin | null;
  readonly topic: string;
  /** Id of the gateway whose areas, rate and right to register hold for what comes. */
  readonly gateway: string;
  readonly as: 'reading';
  readonly envelope: 'none' | 'cloudevents';
  /** An array with a reading each; null: the record is one reading. */
  readonly items: FeedSource | null;
  readonly map: FeedMap;
  /** The mark in numbers that are sent as text; null: numbers must be JSON numbers. */
  readonly decimal: 'point' | 'comma' | null;
  /** Where a group that has never committed begins. */
  readonly start: 'latest' | 'earliest';
}
