// node chaos/dump-embedded.mjs <root> <data> <topic> <file>: every record of a topic of an embedded log that nobody has open.
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';

const [root, data, topic, file] = process.argv.slice(2);
const { EmbeddedLog } = await import(join(root, 'dist/libs/log/src/index.js'));
const { TOPICS } = await import(join(root, 'dist/libs/events/src/index.js'));
const log = await EmbeddedLog.open({ folder: join(data, 'log'), topics: Object.values(TOPICS) });
const out = createWriteStream(file);
const reader = await log.subscribe({
  name: 'chaos-dump',
  topics: [topic],
  onBatch: async ({ partition, records }) => {
    for (const { offset, key, value, appendTime } of records) {
      if (!out.write(`${JSON.stringify({ partition, offset, key, time: appendTime, value })}\n`)) {
        await once(out, 'drain');
      }
    }
  },
});
await reader.caughtUp;
await reader.close();
await log.close();
out.end();
await once(out, 'close');
