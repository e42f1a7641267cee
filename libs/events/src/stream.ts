import type { Alert, AlertState, Priority } from './alert.js';
import type { Quality } from './reading.js';
import type { Bilingual } from './rejection.js';
import type { Window } from './window.js';

/** How old a value is against its sensor's period: ≤ 1.5, ≤ 3, ≤ 10, more. */
export type Freshness = 'live' | 'late' | 'stale' | 'lost';

export function freshnessOf(age: number, periodSeconds: number | undefined): Freshness {
  const periods = age / ((periodSeconds ?? 60) * 1000);
  if (periods <= 1.5) return 'live';
  if (periods <= 3) return 'late';
  return periods <= 10 ? 'stale' : 'lost';
}

/** The newest value of one metric of one sensor, by measurement time. */
export interface Value {
  sensor: string;
  metric: string;
  value: number;
  unit: string;
  at: string;
  receivedAt: string;
  area: string;
  quality: Quality;
  freshness: Freshness;
}

/**
 * One number of an area. Of a panel: a metric over the sensors of the area now, with how many of them it rests on. Or one
 * that somebody answers for: then it has `how`, an owner and a source.
 */
export interface Figure {
  id: string;
  area: string;
  domain: string;
  title: Bilingual;
  value: number | null;
  unit: string;
  /** Digits after the decimal mark that mean something. */
  digits: number;
  /** In force at `asOf` of the answer; `from` where it is dated. */
  target?: { value: number; better: 'higher' | 'lower'; from?: string };
  asOf: string | null;
  simulated: boolean;
  /** Of a sum of people: the value is null because it, or another that would follow from it, is small. */
  hidden?: true;
  /** Of a panel's figure. */
  metric?: string;
  sources?: { fresh: number; all: number };
  /** Of a figure that somebody answers for. */
  how?: 'windows' | 'entered';
  better?: 'higher' | 'lower';
  period?: FigurePeriod;
  owner?: Bilingual;
  source?: Bilingual;
  /** A newer value is overdue: it is never to be shown as fresh. */
  old?: boolean;
  trend?: FigureTrend;
  /** When the target will be missed, or met, at this pace; null where that cannot be told. */
  forecast?: { what: 'miss' | 'meet'; at: string } | null;
  rank?: number;
  /** How many were ranked. */
  rankOf?: number;
  targetRank?: number;
  entry?: { id: string; by: string; at: string; version: number; note?: string };
}

export type FigurePeriod = 'hour' | 'day' | 'week' | 'month' | 'quarter' | 'year';

export interface FigureTrend {
  /** The value of the period before. */
  before: { value: number; asOf: string } | null;
  /** How much a period, by the line through the newest values. */
  perPeriod: number | null;
  period: FigurePeriod;
  direction: 'better' | 'worse' | 'steady' | null;
  /** How many values the line rests on. */
  points: number;
}

/** A window as it leaves on HTTP and Socket.IO: instants as ISO 8601. */
export type WindowView = Omit<Window, 'start' | 'end' | 'asOf' | 'sketch'> & {
  start: string;
  end: string;
  asOf: string;
};

/** An alert as it leaves: instants as ISO 8601. */
export type AlertView = Omit<
  Alert,
  'since' | 'raisedAt' | 'returnedAt' | 'acknowledgedAt' | 'movedAt' | 'inputs' | 'history'
> & {
  since: string;
  raisedAt: string;
  returnedAt?: string;
  acknowledgedAt?: string;
  /** What people call `value`, where it is a state: show it in place of the number. */
  valueName?: Bilingual;
  movedAt?: string;
  inputs: { at: string; value: number }[];
  history: (Omit<Alert['history'][number], 'at'> & { at: string })[];
};

export interface Hello {
  boot: string;
  build: string;
  schema: number;
  serverTime: string;
}
export interface Snapshot {
  seq: number;
  at: string;
  latest: Value[];
  windows: WindowView[];
  alerts: AlertView[];
  figures: Figure[];
}
export interface Delta {
  prev: number;
  seq: number;
  latest?: Value[];
  windows?: WindowView[];
  alerts?: AlertView[];
  figures?: Figure[];
}
/** Sent each second when a tick came *through the data path*. Ages are milliseconds. */
export interface StreamTick {
  seq: number;
  serverTime: string;
  dataAge: number;
  sources: { [area: string]: number };
}
export interface Subscribe {
  areas: string[];
  domains?: string[];
  minPriority?: Priority;
  alertsSince?: string;
}
export type SubscribeAnswer = { ok: true } | { ok: false; code: string; detail: string };

/** Version of the messages below; a client that knows another one says so and reloads. */
export const STREAM_SCHEMA = 1;

export interface ServerToClient {
  hello(h: Hello): void;
  snapshot(s: Snapshot): void;
  /** At most four a second; `prev` is the `seq` it follows, so that a lost message shows. */
  delta(d: Delta): void;
  tick(t: StreamTick): void;
  /** Values only: an alert is never shed. */
  shed(s: { dropped: number; reason: 'slow' | 'rate' }): void;
  /** A snapshot follows. */
  resync(r: { reason: 'gap' | 'slow' | 'scope' | 'boot' }): void;
}
export interface ClientToServer {
  subscribe(q: Subscribe, ack: (answer: SubscribeAnswer) => void): void;
  painted(p: { seq: number; at: string; fps: number; heap?: number }): void;
}

export type { AlertState };
