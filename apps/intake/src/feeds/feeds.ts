import {
  type AppLogger,
  brokersOf,
  type City,
  type Clock,
  type Metrics,
  type Settings,
  type StatusBoard,
} from '@toancanh/runtime';
import type { Accounts } from '../desk/account.js';
import type { Desk } from '../desk/desk.js';
import type { Reception } from '../reception.js';
import { FeedConsumer } from './feed-consumer.js';
import { Flow } from './flow.js';
import { RecordTaker } from './record-taker.js';

export interface FeedSurroundings {
  readonly city: Pick<City, 'feeds' | 'gateways' | 'limits'>;
  readonly settings: Pick<Settings, 'log'>;
  readonly accounts: Accounts;
  readonly reception: Reception;
  readonly desk: Desk;
  readonly clock: Clock;
  readonly logger: AppLogger;
  readonly status: StatusBoard;
  readonly metrics: Metrics;
}

/**
 * The feeds of the city. One that is away keeps nobody from taking what others send, so it does not make intake unready:
 * the status, the metrics and one line of the log tell of it.
 */
export class Feeds {
  readonly #consumers: FeedConsumer[] = [];

  constructor(surroundings: FeedSurroundings) {
    const { city, settings, desk, logger } = surroundings;
    const flow = new Flow();
    for (const feed of city.feeds) {
      // The folder was checked: there is such a gateway.
      const account = surroundings.accounts.of(city.gateways.get(feed.gateway)!);
      const { reception, clock } = surroundings;
      const taker = new RecordTaker(feed, account, reception, desk, clock, city.limits);
      const consumer = new FeedConsumer(feed, brokersOf(feed, settings), taker, flow, logger);
      this.#consumers.push(consumer);
      show(surroundings, feed.name, taker, consumer);
    }
    desk.listen({ rejected: () => undefined, flow: (open) => flow.set(open) });
  }

  start(): void {
    for (const consumer of this.#consumers) consumer.start();
  }

  stopReading(): void {
    for (const consumer of this.#consumers) consumer.stopReading();
  }

  async close(): Promise<void> {
    await Promise.all(this.#consumers.map((consumer) => consumer.close()));
  }
}

function show(
  { status, metrics }: FeedSurroundings,
  feed: string,
  taker: RecordTaker,
  consumer: FeedConsumer,
): void {
  const stage = `intake.feed.${feed}`;
  status.stage(stage, () => ({
    ...taker.counts.status(),
    lag: consumer.lag,
    more: {
      connected: consumer.connected,
      ...(consumer.reason !== undefined && { reason: consumer.reason }),
    },
  }));
  metrics.gauge('toancanh_feed_connected', 'Whether a feed is read: 1 or 0', ['feed'], () => [
    [{ feed }, Number(consumer.connected)],
  ]);
  metrics.gauge(
    'toancanh_stage_lag_records',
    'Records on the log that the stage has not handled yet',
    ['stage'],
    () => [[{ stage }, consumer.lag]],
  );
}
