import { EmbeddedStore } from '../embedded/embedded-store.js';
import { StoreError } from '../store.js';
import { reading, YEAR } from './samples.js';

/**
 * Writes until it is killed, and says each number once its batch is written. `open` only opens the store and stays.
 * What it cannot open it names and ends.
 */
const [folder, mode] = process.argv.slice(2) as [string, 'write' | 'open'];

try {
  const store = await EmbeddedStore.open({ folder, retention: { readings: YEAR, windows: YEAR } });
  process.stdout.write('opened\n');
  if (mode === 'open') setInterval(() => undefined, 60_000);
  else {
    for (let i = 0; ; i += 1) {
      // A sensor of its own: a name that was lost would show as another's.
      const readings = [...Array(20).keys()].map((metric) =>
        reading({ sensor: `s${i}`, at: i, offset: i, values: { [`m${metric}`]: i } }),
      );
      await store.write({ readings });
      process.stdout.write(`written ${i}\n`);
    }
  }
} catch (error) {
  if (!(error instanceof StoreError)) throw error;
  process.stdout.write(`${error.code} ${error.message}\n`);
}
