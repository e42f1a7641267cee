// npm test: builds what the whole-pipeline tests run, then every suite that needs no foreign server.
// npm run test:real: the suites *.real.spec.ts, with Kafka, InfluxDB and Mosquitto that it starts itself (scripts/servers).
// Arguments go to Jest.
import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { ensureBuilt } from './built.mjs';
import { Influx } from './servers/influx.mjs';
import { provisionKafka } from './servers/kafka.mjs';
import { Mosquitto } from './servers/mosquitto.mjs';

const REAL = '\\.real\\.spec\\.ts$';
const NOT_REAL = '(?<!\\.real)\\.spec\\.ts$';
const [mode, ...rest] = process.argv.slice(2);
const isReal = mode === '--real';
const given = isReal ? rest : process.argv.slice(2);
const environment = {
  ...process.env,
  NODE_OPTIONS:
    `${process.env.NODE_OPTIONS ?? ''} --experimental-vm-modules --disable-warning=ExperimentalWarning`.trim(),
};
const run = (args, env) => spawnSync(process.execPath, args, { stdio: 'inherit', env }).status ?? 1;

if (isReal) await requireServers();
if (given.length === 0) ensureBuilt();
// Real suites one after the other: each has servers of its own, and measures times of theirs. The others on two cores at
// least, since many of them wait for a minute to end.
const scope = isReal
  ? ['--runInBand', `--testPathIgnorePatterns=${NOT_REAL}`]
  : ['--maxWorkers', String(Math.max(2, availableParallelism() - 1)), `--testPathIgnorePatterns=${REAL}`];
process.exit(run(['node_modules/jest/bin/jest.js', ...given, ...scope], environment));

/** Says all that is missing at once, before anything has run. */
async function requireServers() {
  process.stdout.write('Kafka, InfluxDB, Mosquitto: looking for them, the first time fetching jars\n');
  const outcomes = await Promise.allSettled([
    process.env.TEST_KAFKA ? undefined : provisionKafka(),
    Influx.start().then((server) => server.stop()),
    Mosquitto.start().then((server) => server.stop()),
  ]);
  const missing = outcomes.filter(({ status }) => status === 'rejected');
  for (const { reason } of missing) process.stderr.write(`${reason.message}\n`);
  if (missing.length > 0) process.exit(1);
}
