import type { Span, WindowView } from '@toancanh/events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mqtt from 'mqtt';
import { runProgram } from '../harness/program.js';
import type { RunningCity } from '../harness/running-city.js';
import { until } from '../harness/until.js';

const MINUTE = 60_000;
const SENSORS = 20;
/** Minutes whose readings come when they have long been closed: so many, so long before the present one. */
const BEFORE = [
  { minutes: 2, back: 50 * 60 },
  { minutes: 2, back: 26 * 60 },
  { minutes: 7, back: 3 * 60 },
  { minutes: 8, back: 8 },
];
const DAY = 1_440 * MINUTE;
const SPANS = ['1m', '1h', '1d'] as const satisfies readonly Span[];
/** That of the city folder. */
const ZONE = 'Asia/Ho_Chi_Minh';
const AREAS = ['thu-dau-mot', 'binh-duong'];

export interface Sent {
  readonly sensor: string;
  readonly at: number;
  readonly values: Readonly<Record<string, number>>;
  readonly quality?: string;
}

/**
 * A district whose line was down: the readings of some minutes come long after these have closed, and their hours and days
 * too; those of the present minute on time, but for some. Then these come, others a second time, corrected, or as a fault
 * of the sensor.
 */
export class LateDistrict {
  readonly #present = Math.floor(Date.now() / MINUTE) * MINUTE;
  readonly sent: Sent[] = [];

  /** When the present minute has closed, with a lateness of 5 seconds. */
  get closed(): number {
    return this.#present + MINUTE + 8_000;
  }

  get #from(): number {
    return this.#present - 4 * DAY;
  }

  get #minutes(): number[] {
    const before = BEFORE.flatMap(({ minutes, back }) => Array.from({ length: minutes }, (_, n) => back - n));
    return [...before, 0].map((back) => this.#present - back * MINUTE);
  }

  /** On time, and the backlog; one of a hundred is held back. */
  *first(): Generator<Sent> {
    for (const start of this.#minutes) {
      for (const [n, reading] of readingsOf(start).entries()) if (n % 100 !== 7) yield reading;
    }
  }

  /** What was held back; one of two hundred again; corrections; sensors that say later that they were at fault. */
  *second(): Generator<Sent> {
    for (const start of this.#minutes) {
      for (const [n, reading] of readingsOf(start).entries()) {
        if (n % 100 === 7) yield reading;
        if (n % 200 === 11) yield reading;
        if (n % 150 === 13) yield { ...reading, values: { pm25: reading.values.pm25! + 0.1 } };
        if (n % 170 === 17) yield { ...reading, quality: 'fault' };
      }
    }
    // All of a minute is taken back: its window is none any more.
    for (const reading of readingsOf(this.#minutes[0]!)) {
      if (reading.sensor === 'late-3') yield { ...reading, quality: 'fault' };
    }
  }

  /** Resolves when all of it is acknowledged; one message after the other, so that the order is known. */
  async publish(port: number, readings: Iterable<Sent>): Promise<void> {
    const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${port}`, {
      username: 'demo',
      password: 'demo',
    });
    const all = [...readings];
    for (let i = 0; i < all.length; i += 100) {
      const envelope = JSON.stringify({ readings: all.slice(i, i + 100) });
      await client.publishAsync('toancanh/v1/demo/readings', envelope, { qos: 1 });
    }
    this.sent.push(...all);
    await client.endAsync();
  }

  /** What another program makes of all that was sent, against what the city says: an empty text, or the differences. */
  async differences(city: RunningCity): Promise<string> {
    for (const span of SPANS) {
      const differences = await this.#differences(city, span);
      if (differences !== '') return `${span}:\n${differences}`;
    }
    return '';
  }

  async #differences(city: RunningCity, span: Span): Promise<string> {
    const work = await mkdtemp(join(tmpdir(), 'toancanh-late-'));
    try {
      const [sent, expected, found] = ['sent', 'expected', 'found'].map((name) =>
        join(work, `${name}.ndjson`),
      );
      await writeFile(sent!, lines(this.sent));
      const oracle = await runProgram('python3', [
        ...['test/oracle/windows.py', 'readings', sent!],
        ...AREAS.flatMap((area) => ['--area', area]),
        ...['--span', span, '--zone', ZONE, '--until', String(this.#ended(span))],
      ]);
      expect(oracle).toMatchObject({ code: 0 });
      await writeFile(expected!, oracle.stdout);
      await writeFile(found!, lines(await this.windows(city, span)));
      const { code, stdout } = await runProgram('python3', [
        ...['test/oracle/windows.py', 'compare', expected!, found!],
      ]);
      return code === 0 ? '' : stdout || 'nothing to compare';
    } finally {
      await rm(work, { recursive: true });
    }
  }

  /** Until when a span must have ended: hours and days may be made, or not yet, that end while the test runs. */
  #ended(span: Span): number {
    return span === '1m' ? this.#present + MINUTE : this.#present;
  }

  async windows(city: RunningCity, span: Span, asOf?: number): Promise<WindowView[]> {
    const range = `from=${iso(this.#from)}&to=${iso(this.#present + MINUTE)}${asOf ? `&asOf=${iso(asOf)}` : ''}`;
    const targets = [...names().map((name) => `sensor=${name}`), ...AREAS.map((area) => `area=${area}`)];
    const windows: WindowView[] = [];
    for (const metric of ['pm25', 'pm10']) {
      for (const target of targets) {
        windows.push(
          ...(await city.all<WindowView>(`/api/v1/windows?metric=${metric}&${target}&span=${span}&${range}`)),
        );
      }
    }
    return windows.filter(({ end }) => Date.parse(end) <= this.#ended(span));
  }

  /** What was known at an instant, of every span. */
  async known(city: RunningCity, asOf?: number): Promise<WindowView[]> {
    const known = [];
    for (const span of SPANS) known.push(...(await this.windows(city, span, asOf)));
    return known;
  }

  async untilExact(city: RunningCity): Promise<number> {
    let differences = '';
    return until(async () => (differences = await this.differences(city)) === '', {
      within: 60_000,
      every: 1_000,
      what: () => `${differences}\n${city.output}`,
    });
  }
}

const names = () => Array.from({ length: SENSORS }, (_, n) => `late-${n}`);

/** One in five seconds of each sensor, of one metric or two. */
function readingsOf(start: number): Sent[] {
  const readings: Sent[] = [];
  for (let second = 0; second < 60; second += 5) {
    for (const [n, sensor] of names().entries()) {
      const at = start + second * 1_000 + n;
      const pm25 = ((n * 31 + second * 7 + start / MINUTE) % 97) / 10;
      readings.push({ sensor, at, values: n % 4 === 0 ? { pm25, pm10: pm25 * 2 } : { pm25 } });
    }
  }
  return readings;
}

const lines = (items: readonly unknown[]) => items.map((item) => JSON.stringify(item)).join('\n');
const iso = (millis: number) => new Date(millis).toISOString();
