// Minute windows as one would first write them: an array of values for each `metric|target|minute`, sorted when it closes.
const MINUTE = 60_000;
const CHUNK = 500;

export class StringMapFold {
  #open = new Map();
  #late = 0;
  #reached;
  #closedTo = -Infinity;

  constructor({ log, tree, sensors, partitions, lateness }) {
    this.log = log;
    this.tree = tree;
    this.sensors = sensors;
    this.lateness = lateness;
    this.#reached = new Array(partitions).fill(-Infinity);
  }

  async take({ partition, records }) {
    for (const { appendTime, value } of records) {
      this.#reached[partition] = appendTime;
      if (value.tick !== undefined) continue;
      const start = Math.floor(value.at / MINUTE) * MINUTE;
      if (start + MINUTE <= this.#closedTo) {
        this.#late++;
        continue;
      }
      const sensor = this.sensors.get(value.sensor);
      const path = this.tree.pathOf(sensor.area, start);
      for (const [metric, number] of Object.entries(value.values)) {
        this.#push(`${metric}|sensor:${sensor.id}|${start}`, number);
        for (const area of path) this.#push(`${metric}|area:${area}|${start}`, number);
      }
    }
    const watermark = Math.min(...this.#reached) - this.lateness;
    if (Math.floor(watermark / MINUTE) > Math.floor(this.#closedTo / MINUTE)) await this.#close(watermark);
    this.#closedTo = watermark;
  }

  #push(key, value) {
    const values = this.#open.get(key);
    if (values) values.push(value);
    else this.#open.set(key, [value]);
  }

  async #close(watermark) {
    let entries = [];
    for (const [key, values] of this.#open) {
      const [metric, target, minute] = key.split('|');
      const start = Number(minute);
      if (start + MINUTE > watermark) continue;
      this.#open.delete(key);
      values.sort((a, b) => a - b);
      const sum = values.reduce((total, value) => total + value, 0);
      const colon = target.indexOf(':');
      const window = {
        metric,
        [target.slice(0, colon)]: target.slice(colon + 1),
        span: '1m',
        start,
        end: start + MINUTE,
        count: values.length,
        sum,
        min: values[0],
        max: values.at(-1),
        mean: sum / values.length,
        p50: quantile(values, 0.5),
        p95: quantile(values, 0.95),
      };
      entries.push({ key, value: JSON.stringify(window) });
      if (entries.length < CHUNK) continue;
      await this.log.append('city.windows', entries);
      entries = [];
    }
    if (entries.length > 0) await this.log.append('city.windows', entries);
  }
}

function quantile(sorted, q) {
  const position = (sorted.length - 1) * q;
  const below = Math.floor(position);
  const value = sorted[below];
  return position === below ? value : value + (position - below) * (sorted[below + 1] - value);
}
