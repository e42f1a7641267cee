import { Injectable } from '@nestjs/common';
import { City, Metrics } from '@toancanh/runtime';

interface Report {
  readonly paintedAt: number;
  readonly heap: number | undefined;
}

/** What walls say of themselves. Only walls and areas of the city are counted, so the labels are as many as those. */
@Injectable()
export class WallReports {
  readonly #reports = new Map<string, Report>();

  constructor(private readonly city: City) {}

  take(wall: string, paintedAt: number, heap: number | undefined): void {
    if (this.city.walls.has(wall) || this.city.areas.resolve(wall) !== undefined)
      this.#reports.set(wall, { paintedAt, heap });
  }

  /** A wall that is gone goes on ageing: that is how it is missed. */
  register(metrics: Metrics, now: () => number): void {
    metrics.gauge(
      'toancanh_wall_frame_age_seconds',
      'Since a wall last said that it had drawn',
      ['wall'],
      () => [...this.#reports].map(([wall, { paintedAt }]) => [{ wall }, (now() - paintedAt) / 1_000]),
    );
    metrics.gauge('toancanh_wall_heap_bytes', 'JavaScript heap of a wall', ['wall'], () =>
      [...this.#reports].flatMap(([wall, { heap }]) => (heap === undefined ? [] : [[{ wall }, heap]])),
    );
  }
}
