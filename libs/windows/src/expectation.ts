import type { Sensor } from '@toancanh/events';

/** How many readings are due in a span by the sensors' own periods. */
export class Expectation {
  readonly #due = new Map<string, Map<string, number>>();

  /**
   * `day` is the city's own date of the span, as `2025-07-01`: sensors placed later or taken away by then owe nothing.
   * `pathOf` gives an area and those above it as of the span.
   */
  constructor(
    sensors: Iterable<Sensor>,
    private readonly size: number,
    private readonly day: string,
    pathOf: (area: string) => readonly string[],
  ) {
    for (const sensor of sensors) {
      if (!this.#owes(sensor)) continue;
      const due = this.#perSensor(sensor);
      const path = pathOf(sensor.area);
      for (const metric of sensor.metrics) {
        let byArea = this.#due.get(metric);
        if (!byArea) this.#due.set(metric, (byArea = new Map()));
        for (const area of path) byArea.set(area, (byArea.get(area) ?? 0) + due);
      }
    }
  }

  /** Undefined for a sensor whose period is unknown or that owes none: what is seen of it counts as expected. */
  ofSensor(sensor: Sensor, metric: string): number | undefined {
    return this.#owes(sensor) && sensor.metrics.includes(metric) ? this.#perSensor(sensor) : undefined;
  }

  /** Sum over the sensors of an area that owe readings of this metric. */
  ofArea(area: string, metric: string): number {
    return this.#due.get(metric)?.get(area) ?? 0;
  }

  #owes({ period, from, to }: Sensor): boolean {
    return (
      period !== undefined &&
      period > 0 &&
      (from === undefined || from <= this.day) &&
      (to === undefined || this.day < to)
    );
  }

  #perSensor(sensor: Sensor): number {
    return this.size / (sensor.period! * 1000);
  }
}
