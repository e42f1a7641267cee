import { EmbeddedLog } from '../embedded/embedded-log.js';
import { LogError } from '../log.js';

/**
 * Appends until it is killed, and says each number once its record is acknowledged. `open` only opens the log and stays.
 * What it cannot open it names and ends.
 */
const [folder, mode] = process.argv.slice(2) as [string, 'append' | 'open'];
const topics = [{ name: 'city.readings', partitions: 3, kept: { retention: 86_400_000 } }];

try {
  const log = await EmbeddedLog.open({ folder, topics });
  process.stdout.write('opened\n');
  if (mode === 'open') setInterval(() => undefined, 60_000);
  else await Promise.all([0, 1, 2, 3].map((lane) => appendForEver(log, lane)));
} catch (error) {
  if (!(error instanceof LogError)) throw error;
  process.stdout.write(`${error.code} ${error.message}\n`);
}

async function appendForEver(log: EmbeddedLog, lane: number): Promise<never> {
  for (let i = lane; ; i += 4) {
    const value = JSON.stringify({ i, filling: 'x'.repeat(i % 400) });
    await log.append('city.readings', [{ key: `k${i % 10}`, value }]);
    process.stdout.write(`acknowledged ${i}\n`);
  }
}
