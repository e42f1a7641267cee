import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';

const PAGE = 10_000;
const WITHIN = 60_000;
/** The spans that the product makes windows of. */
export const SPANS = ['1m', '1h', '1d'];

/** Every item of a list of the API, page by page, as it comes. */
async function* itemsOf(base, path) {
  for (let cursor = ''; cursor !== null;) {
    const more = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const response = await fetch(`${base}${path}&limit=${PAGE}${more}`, {
      signal: AbortSignal.timeout(WITHIN),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    const { items, next } = await response.json();
    yield* items;
    cursor = next;
  }
}

async function write(file, items) {
  const out = createWriteStream(file);
  for await (const item of items) {
    if (!out.write(`${JSON.stringify(item)}\n`)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'close');
}

/** All that the product says of the run, as anybody may ask it: readings, windows of every target and span, alerts. */
export async function collect({ base, folder, sensors, from, to }) {
  const range = `from=${from}&to=${to}`;
  await write(join(folder, 'found-readings.ndjson'), itemsOf(base, `/api/v1/readings?${range}`));
  const areas = [...new Set(sensors.flatMap(({ path }) => path))];
  async function* windows() {
    for (const metric of ['pm25', 'pm10']) {
      const targets = [...sensors.map(({ id }) => `sensor=${id}`), ...areas.map((area) => `area=${area}`)];
      for (const span of SPANS) {
        // A day begins before the run does.
        const since = span === '1d' ? from - 2 * 86_400_000 : span === '1h' ? from - 7_200_000 : from;
        for (const target of targets) {
          yield* itemsOf(
            base,
            `/api/v1/windows?metric=${metric}&${target}&span=${span}&from=${since}&to=${to}`,
          );
        }
      }
    }
  }
  await write(join(folder, 'found-windows.ndjson'), windows());
  await write(join(folder, 'found-alerts.ndjson'), itemsOf(base, '/api/v1/alerts?minPriority=4'));
}
