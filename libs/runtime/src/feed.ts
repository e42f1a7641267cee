import type { DossierChannel, DossierPayment, DossierStep, IncidentInput, Quality } from '@toancanh/events';

/**
 * Where a value stands in a record, one of:
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

/** Texts are ISO 8601, with `offset` for those that name no zone; numbers count `unit`s since 1970, milliseconds unless told. */
export interface FeedTime {
  readonly path: FeedSource;
  readonly unit?: 'ms' | 's';
  readonly offset?: string;
}

/** A code of the sender's, a text or a whole number; `prefix` keeps it apart from ours. */
export interface FeedCode {
  readonly path: FeedSource;
  readonly prefix?: string;
}

/** `map` gives our word for each text or number sent; `otherwise` is for all others and for none. Without `map` the words are ours. */
export interface FeedWord<Word extends string | number | boolean = string> {
  readonly path: FeedSource;
  readonly map?: Readonly<Record<string, Word>>;
  readonly otherwise?: Word;
}

export interface ReadingMap {
  readonly sensor: FeedCode;
  /** Left out: the CloudEvent's time, else the record's timestamp. */
  readonly at?: FeedTime;
  /** Longitude and latitude; a reading in which both are absent or null has no place. */
  readonly place?: readonly [FeedSource, FeedSource];
  readonly quality?: FeedWord<Quality>;
  readonly values: Readonly<Record<string, FeedValue>>;
}

/** Of what is optional, what is absent, null or an empty text is left out of the incident. */
export interface IncidentMap {
  readonly id: FeedCode;
  readonly source: FeedCode;
  readonly at?: FeedTime;
  readonly kind: FeedWord;
  readonly severity?: FeedWord<NonNullable<IncidentInput['severity']>>;
  readonly area?: FeedWord;
  readonly place?: readonly [FeedSource, FeedSource];
  readonly text?: { readonly path: FeedSource };
  readonly ends?: FeedCode;
}

/** Of what is optional, what is absent, null or an empty text is left out of the step. */
export interface DossierMap {
  readonly dossier: FeedCode;
  readonly procedure: FeedCode;
  readonly unit: FeedCode;
  readonly area: FeedWord;
  readonly at?: FeedTime;
  readonly step: FeedWord<DossierStep>;
  readonly due?: FeedTime;
  readonly channel: FeedWord<DossierChannel>;
  readonly payment?: FeedWord<DossierPayment>;
  /** False is the same as none. */
  readonly signedResult?: FeedWord<boolean>;
}

/** The password stands in a file of its own, outside the city folder, so that the folder holds no secret. */
export interface FeedLogin {
  readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512';
  readonly username: string;
  readonly passwordFile: string;
}

/** A topic on another department's Kafka, from which one of our gateways takes what `as` says. */
interface FeedOf<As extends string, Map> {
  /** Its consumer group is `toancanh.feed.<name>`. */
  readonly name: string;
  /** Null: the brokers of the city's own log. */
  readonly brokers: readonly string[] | null;
  readonly tls: boolean;
  readonly login: FeedLogin | null;
  readonly topic: string;
  /** Id of the gateway whose areas, rate and right to register hold for what comes. */
  readonly gateway: string;
  readonly as: As;
  readonly envelope: 'none' | 'cloudevents';
  /** An array with one of them each; null: the record is one. */
  readonly items: FeedSource | null;
  readonly map: Map;
  /** The mark in numbers that are sent as text; null: numbers must be JSON numbers. */
  readonly decimal: 'point' | 'comma' | null;
  /** Where a group that has never committed begins. */
  readonly start: 'latest' | 'earliest';
}

export type ReadingFeed = FeedOf<'reading', ReadingMap>;
export type IncidentFeed = FeedOf<'incident', IncidentMap>;
export type DossierFeed = FeedOf<'dossier', DossierMap>;
export type Feed = ReadingFeed | IncidentFeed | DossierFeed;
