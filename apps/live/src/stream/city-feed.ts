import { Injectable } from '@nestjs/common';
import type { Subscribe, SubscribeAnswer } from '@toancanh/events';
import { City } from '@toancanh/runtime';
import { AnsweredFigures } from '../figures/answered-figures.js';
import { LIMITS } from '../limits.js';
import { Picture } from '../picture/picture.js';
import type { Connection } from './connection.js';
import { Frame } from './frame.js';
import { Latency } from './latency.js';
import { Scope } from './scope.js';
import { ScopeFeed } from './scope-feed.js';

/** Frames between two looks at what ages by itself: once a second. */
const FRAMES_A_SECOND = 1_000 / LIMITS.frame;
const SECONDS_A_SCOPE = 60;

/** Everyone who looks, by what they see. The owner of the timer calls `frame`, and the reader of the log `tick`. */
@Injectable()
export class CityFeed {
  readonly #feeds = new Map<string, ScopeFeed>();
  readonly #connections = new Set<Connection>();
  #frames = 0;
  #arrivals = 0;
  #lastTick = -Infinity;

  constructor(
    private readonly picture: Picture,
    private readonly city: City,
    private readonly latency: Latency,
    private readonly answered: AnsweredFigures,
  ) {}

  get size(): number {
    return this.#connections.size;
  }

  /** Gives the connection a snapshot of what it asks for, in place of what it had. */
  subscribe(connection: Connection, query: Subscribe, now: number): SubscribeAnswer {
    const scope = Scope.of(query, this.city.areas, now);
    if (!(scope instanceof Scope)) return scope;
    const feed =
      this.#feeds.get(scope.key) ?? new ScopeFeed(scope, this.picture, this.city.areas, this.answered, now);
    this.#feeds.set(scope.key, feed);
    this.#connections.add(connection);
    const since = query.alertsSince === undefined ? {} : { since: Date.parse(query.alertsSince) };
    connection.subscribe(feed, now, since);
    this.#forget();
    return { ok: true };
  }

  leave(connection: Connection): void {
    this.#connections.delete(connection);
    this.#forget();
  }

  /** Sends what changed since the last frame. */
  frame(now: number): void {
    this.#frames++;
    if (this.#frames % FRAMES_A_SECOND === 0) this.#age(now);
    const changes = this.picture.takeChanges();
    const arrivedBefore = this.#arrivals;
    this.#arrivals = this.picture.alerts.arrivals;
    if (this.#connections.size === 0) return;
    const frame = new Frame(changes, now);
    const bodies = new Map([...this.#feeds.values()].map((feed) => [feed, feed.frame(frame)]));
    for (const connection of this.#connections) {
      connection.frame(connection.feed && bodies.get(connection.feed), now, arrivedBefore);
    }
    if (changes.receivedAt !== undefined) this.latency.observe('publish', now - changes.receivedAt);
  }

  /** A tick that came through the log. Every intake writes one a second into every partition; one of them is passed on. */
  tick(tick: number, now: number): void {
    if (tick < this.#lastTick + LIMITS.tickDistance) return;
    this.#lastTick = tick;
    const bodies = new Map([...this.#feeds.values()].map((feed) => [feed, feed.tick(now)]));
    for (const connection of this.#connections) {
      const body = connection.feed && bodies.get(connection.feed);
      if (body !== undefined) connection.tick(body);
    }
  }

  #age(now: number): void {
    this.picture.latest.fade(now);
    const renewal = this.#frames % (FRAMES_A_SECOND * SECONDS_A_SCOPE) === 0;
    if (renewal) this.picture.latest.follow();
    for (const feed of this.#feeds.values()) {
      if (renewal) feed.scope.refresh(now);
      feed.refreshFigures(now);
    }
  }

  /** Scopes that nobody looks at any more cost nothing. */
  #forget(): void {
    const seen = new Set([...this.#connections].map(({ feed }) => feed));
    for (const [key, feed] of this.#feeds) if (!seen.has(feed)) this.#feeds.delete(key);
  }
}
