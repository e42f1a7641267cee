import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { City, Clock, Metrics } from '@toancanh/runtime';
import { CityReader } from './city-reader.js';
import { LIMITS } from './limits.js';
import { CountRelease } from './picture/count-release.js';
import { Picture } from './picture/picture.js';
import { CityFeed } from './stream/city-feed.js';
import { StreamServer } from './stream/stream-server.js';
import { WallReports } from './stream/wall-reports.js';

/** The shell: it starts reading, opens the doors, and owns the timer of the frames. */
@Injectable()
export class Live implements OnApplicationBootstrap, OnModuleDestroy {
  #frames: NodeJS.Timeout | undefined;
  #releases: NodeJS.Timeout | undefined;

  constructor(
    private readonly reader: CityReader,
    private readonly server: StreamServer,
    private readonly feed: CityFeed,
    private readonly picture: Picture,
    private readonly release: CountRelease,
    private readonly walls: WallReports,
    private readonly city: City,
    private readonly clock: Clock,
    private readonly metrics: Metrics,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.#measure();
    await this.reader.start((tick) => this.feed.tick(tick, this.clock.now()));
    this.server.start();
    void this.release.refresh(this.clock.now());
    this.#releases = setInterval(() => void this.release.refresh(this.clock.now()), LIMITS.releaseLook);
    this.#frames = setInterval(() => this.feed.frame(this.clock.now()), LIMITS.frame);
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.#frames);
    clearInterval(this.#releases);
    await this.reader.stop();
    this.server.stop();
  }

  #measure(): void {
    const { metrics, picture } = this;
    metrics.gauge('toancanh_stream_clients', 'Socket.IO connections', [], () => [[{}, this.server.clients]]);
    metrics.counter('toancanh_stream_shed_total', 'Values that slow clients were not sent', [], () => [
      [{}, this.server.shed],
    ]);
    metrics.gauge('toancanh_alarms_active', 'Alerts that are not over', ['priority', 'state'], () =>
      picture.alerts
        .active()
        .map(({ priority, state, count }) => [{ priority: `${priority}`, state }, count]),
    );
    metrics.gauge(
      'toancanh_source_age_seconds',
      'Since the newest reading of an area came into the log',
      ['region'],
      () => this.#sourceAges(),
    );
    metrics.gauge('toancanh_stage_lag_records', 'Records of the log not handled yet', ['stage'], () => [
      [{ stage: 'live' }, this.reader.lag],
    ]);
    this.walls.register(metrics, () => this.clock.now());
  }

  /** Of the root and its children; an area never heard of has no age. */
  #sourceAges(): [Record<string, string>, number][] {
    const now = this.clock.now();
    const { areas, root } = this.city;
    return [root, ...areas.childrenOf(root, now).map(({ code }) => code)].flatMap((region) => {
      const heard = this.picture.heardOf(region, now);
      return heard === undefined ? [] : [[{ region }, Math.max(0, now - heard) / 1_000]];
    });
  }
}
