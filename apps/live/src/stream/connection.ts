import type { Line } from './line.js';
import type { AlertsWanted, FrameBody, ScopeFeed } from './scope-feed.js';

/** In characters written and not yet taken by the network; see `LIMITS`. */
export interface Bounds {
  readonly slow: number;
  readonly stuck: number;
}

/** The part of the bound below which a slow client is not slow any more. */
const RECOVERED = 0.25;

interface Slowness {
  /** Arrivals of alerts seen when it began: the snapshot that ends it has all since. */
  readonly arrivedAfter: number;
  shed: number;
}

/**
 * One client's stream. `seq` counts its snapshots and deltas; a tick carries the number of the last one, so that a loss
 * shows even when nothing follows. A client that reads too slowly is not sent values until it has taken what it was
 * sent; then it gets a whole snapshot. Its alerts go on meanwhile, until there is too much of them as well: from then
 * on they wait for the snapshot. So what a client can hold up is bounded, and no alert is lost.
 */
export class Connection {
  #seq = 0;
  #feed: ScopeFeed | undefined;
  #slow: Slowness | undefined;
  /** Size of a snapshot on its way: taking a big one is not slowness. */
  #allowance = 0;

  constructor(
    private readonly line: Line,
    private readonly bounds: Bounds,
    /** Told of values that this client is not sent. */
    private readonly onShed: (dropped: number) => void,
  ) {}

  get feed(): ScopeFeed | undefined {
    return this.#feed;
  }

  subscribe(feed: ScopeFeed, now: number, wanted: AlertsWanted = {}): void {
    this.#feed = feed;
    this.#slow = undefined;
    this.#snapshot(feed, now, wanted);
  }

  /** `arrivedBefore`: arrivals of alerts before those of this frame. */
  frame(body: FrameBody | undefined, now: number, arrivedBefore: number): void {
    if (!this.#feed) return;
    const { pending } = this.line;
    if (pending === 0) this.#allowance = 0;
    if (this.#slow) {
      if (pending <= this.bounds.slow * RECOVERED) this.#recover(this.#feed, this.#slow, now);
      else this.#starve(this.#slow, body);
    } else if (pending > this.bounds.slow + this.#allowance) {
      this.#slow = { arrivedAfter: arrivedBefore, shed: 0 };
      this.#starve(this.#slow, body);
    } else if (body) {
      this.#delta(body.text);
    }
  }

  tick(body: string): void {
    if (!this.#feed || this.line.pending > this.bounds.stuck + this.#allowance) return;
    this.line.send('tick', `{"seq":${this.#seq}${body}}`);
  }

  #starve(slow: Slowness, body: FrameBody | undefined): void {
    if (!body) return;
    slow.shed += body.coalescible;
    this.onShed(body.coalescible);
    if (body.alertsText !== null && this.line.pending <= this.bounds.stuck + this.#allowance)
      this.#delta(body.alertsText);
  }

  #recover(feed: ScopeFeed, slow: Slowness, now: number): void {
    this.#slow = undefined;
    this.line.send('shed', `{"dropped":${slow.shed},"reason":"slow"}`);
    this.line.send('resync', '{"reason":"slow"}');
    this.#snapshot(feed, now, { arrivedAfter: slow.arrivedAfter });
  }

  #snapshot(feed: ScopeFeed, now: number, wanted: AlertsWanted): void {
    const body = feed.snapshot(now, wanted);
    this.#allowance += body.length;
    this.line.send('snapshot', `{"seq":${++this.#seq}${body}}`);
  }

  #delta(body: string): void {
    this.line.send('delta', `{"prev":${this.#seq},"seq":${++this.#seq}${body}}`);
  }
}
