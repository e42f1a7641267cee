// Kafka for tests and trials: `node scripts/servers/kafka.mjs [--brokers 3]` starts brokers on free ports until Ctrl-C.
// The jars come from Maven once and stay in .cache. TEST_KAFKA=host:9092,… names brokers that are there already.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { freePort } from './free-port.mjs';
import { properties } from './kafka-properties.mjs';
import { isOpen, ServerProcess, ServerUnavailable } from './server-process.mjs';

const run = promisify(execFile);
const HERE = dirname(fileURLToPath(import.meta.url));
const POM = join(HERE, 'kafka-pom.xml');
const VERSION = /<kafka\.version>([^<]+)</.exec(readFileSync(POM, 'utf8'))?.[1];
const JARS = join(HERE, `../../.cache/kafka-${VERSION}`);
const COPY = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';
/** Any base64 uuid; the same for all nodes of a cluster. */
const CLUSTER = 'vX3mY0kTRs6sYg1pYwq7gA';

/** @type {Promise<string> | undefined} */
let provisioned;

/**
 * The folder of the broker's jars, fetched when they are not there.
 * @returns {Promise<string>}
 */
export function provisionKafka() {
  provisioned ??= fetchJars();
  return provisioned;
}

async function fetchJars() {
  if (existsSync(JARS)) return JARS;
  mkdirSync(dirname(JARS), { recursive: true });
  const fetched = mkdtempSync(`${JARS}-`);
  try {
    await run('java', ['-version']);
    await run('mvn', ['-B', '-q', '-f', POM, COPY, '-DincludeScope=runtime', `-DoutputDirectory=${fetched}`]);
  } catch (error) {
    rmSync(fetched, { recursive: true, force: true });
    throw new ServerUnavailable(
      `Kafka needs java 17 and mvn, and Maven's artefacts: ${String(error).slice(0, 500)}`,
    );
  }
  // Whole or not at all; somebody else may have been faster.
  if (existsSync(JARS)) rmSync(fetched, { recursive: true, force: true });
  else renameSync(fetched, JARS);
  return JARS;
}

/** One broker or several, numbered from 0, in a folder of their own; or brokers that somebody else runs. */
export class Kafka {
  /** @type {ServerProcess[]} */
  #nodes = [];
  #folder = '';
  /** `host:port` of each broker. @type {string[]} */
  addresses = [];
  /** Somebody else's: it can be used, but not killed. */
  isForeign = false;

  /**
   * Resolves when every broker says that it is ready.
   * @param {{
   *   brokers?: number,
   *   extra?: readonly string[] | ((ports: { port: number, controller: number }) => readonly string[]),
   *   parent?: string | undefined,
   * }} [options] `extra` lines go into each `server.properties`; `parent` is where the folder is made, the system's for such things unless told.
   * @returns {Promise<Kafka>}
   */
  static async start({ brokers = 1, extra = [], parent = tmpdir() } = {}) {
    const kafka = new Kafka();
    if (process.env.TEST_KAFKA && brokers === 1) {
      kafka.addresses = process.env.TEST_KAFKA.split(',');
      kafka.isForeign = true;
      return kafka;
    }
    const jars = await provisionKafka();
    const folder = mkdtempSync(join(parent, 'toancanh-kafka-'));
    kafka.#folder = folder;
    const ids = Array.from({ length: brokers }, (_, i) => i + 1);
    const ports = await Promise.all(ids.map(() => freePort()));
    const controllers = await Promise.all(ids.map(() => freePort()));
    const voters = ids.map((id, i) => `${id}@127.0.0.1:${controllers[i]}`).join(',');
    kafka.addresses = ports.map((port) => `127.0.0.1:${port}`);
    kafka.#nodes = await Promise.all(
      ids.map((id, i) => {
        const [port, controller] = [/** @type {number} */ (ports[i]), /** @type {number} */ (controllers[i])];
        return prepare({
          jars,
          folder: join(folder, `${id}`),
          id,
          port,
          controller,
          voters,
          copies: brokers,
          extra: typeof extra === 'function' ? extra({ port, controller }) : extra,
        });
      }),
    );
    try {
      await Promise.all(kafka.#nodes.map((node) => node.start()));
    } catch (error) {
      await kafka.stop();
      throw error;
    }
    return kafka;
  }

  /** As `TOANCANH_LOG` takes it. */
  get url() {
    return `kafka://${this.addresses.join(',')}`;
  }

  /** @param {number} [broker] */
  async kill(broker = 0) {
    await this.#node(broker).stop('SIGKILL');
  }

  /** Stops a broker in order. @param {number} [broker] */
  async end(broker = 0) {
    await this.#node(broker).stop('SIGTERM');
  }

  /** Starts a killed broker again, on its ports and data. @param {number} [broker] */
  async restart(broker = 0) {
    await this.#node(broker).start();
  }

  /** @param {number} [broker] */
  freeze(broker = 0) {
    this.#node(broker).signal('SIGSTOP');
  }

  /** @param {number} [broker] */
  thaw(broker = 0) {
    this.#node(broker).signal('SIGCONT');
  }

  /** @param {number} [broker] */
  pid(broker = 0) {
    return this.#node(broker).pid;
  }

  /** What a broker wrote, for the message of a test that fails. @param {number} [broker] */
  output(broker = 0) {
    return this.#node(broker).output();
  }

  /**
   * Writes lines into a topic with Kafka's own console producer, as another department's people would.
   * @param {string} topic
   * @param {string} lines
   * @param {readonly string[]} [args] further arguments of the tool, such as `--reader-property parse.key=true`
   */
  async consoleProducer(topic, lines, args = []) {
    const jars = await provisionKafka();
    const small = ['-Xmx128m', '-XX:TieredStopAtLevel=1', '-Dorg.slf4j.simpleLogger.defaultLogLevel=error'];
    const tool = ['org.apache.kafka.tools.ConsoleProducer', '--bootstrap-server', this.addresses.join(',')];
    const child = spawn('java', [...small, '-cp', `${jars}/*`, ...tool, '--topic', topic, ...args]);
    const errors = /** @type {Buffer[]} */ ([]);
    child.stderr.on('data', (chunk) => errors.push(chunk));
    child.stdout.resume();
    child.stdin.end(lines);
    const [code] = await once(child, 'close');
    if (code !== 0) {
      throw new Error(
        `the console producer ended with ${code}: ${Buffer.concat(errors).toString().slice(-2_000)}`,
      );
    }
  }

  /** Ends every broker and removes the data. */
  async stop() {
    if (this.isForeign) return;
    await Promise.all(this.#nodes.map((node) => node.stop('SIGTERM')));
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** @param {number} broker */
  #node(broker) {
    const node = this.#nodes[broker];
    if (!node) throw new Error(`there is no broker ${broker} to touch; TEST_KAFKA names somebody else's`);
    return node;
  }
}

/**
 * Writes a node's settings and formats its data folder.
 * @param {{ jars: string, folder: string, id: number, port: number, controller: number, voters: string, copies: number, extra: readonly string[] }} node
 * @returns {Promise<ServerProcess>}
 */
async function prepare(node) {
  const { jars, folder, port } = node;
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'server.properties');
  writeFileSync(file, properties(node));
  const small = ['-Xmx64m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];
  const format = ['format', '--ignore-formatted', '-t', CLUSTER, '-c', file];
  await run('java', [...small, '-cp', `${jars}/*`, 'kafka.tools.StorageTool', ...format]);
  // Classes that were parsed once are mapped by later starts, which take a second instead of four.
  const archive = `${jars}.jsa`;
  const sharing = () =>
    existsSync(archive) ? `-XX:SharedArchiveFile=${archive}` : `-XX:ArchiveClassesAtExit=${archive}`;
  const level = '-Dorg.slf4j.simpleLogger';
  return new ServerProcess({
    name: `Kafka broker ${node.id}`,
    command: 'java',
    args: () => [
      '-Xms64m',
      '-Xmx256m',
      '-XX:+UseSerialGC',
      '-Xshare:auto',
      ...(node.copies === 1 || existsSync(archive) ? [sharing()] : []),
      `${level}.defaultLogLevel=warn`,
      `${level}.log.kafka.server.KafkaRaftServer=info`,
      `${level}.showDateTime=true`,
      '-cp',
      `${jars}/*`,
      'kafka.Kafka',
      file,
    ],
    log: join(folder, 'broker.log'),
    // An open port alone could be somebody else's.
    isReady: async (written) => /Kafka Server started/.test(written()) && (await isOpen(port)),
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { brokers: { type: 'string', default: '1' } } });
  const kafka = await Kafka.start({ brokers: Number(values.brokers) });
  console.log(`TOANCANH_LOG=${kafka.url}`);
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void kafka.stop());
}
