// node deploy/image-check.mjs [--context <folder>]: builds what deploy/Dockerfile's image contains, without Docker. The same
// COPY and RUN steps, in the same order, in clean temporary folders, from the committed tree; then starts the result as
// the image's user and looks at it. What it cannot see: the base image, and the runtime's own limits.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { freePort } from '../scripts/servers/free-port.mjs';
import { readDockerfile } from './dockerfile.mjs';

const flag = process.argv.indexOf('--context');
const work = mkdtempSync(join(tmpdir(), 'toancanh-image-'));
chmodSync(work, 0o755);
const say = (line) => process.stdout.write(`${line}\n`);

try {
  const context = flag < 0 ? committedTree(join(work, 'context')) : process.argv[flag + 1];
  const image = build(context, readDockerfile(readFileSync(join(context, 'deploy/Dockerfile'), 'utf8')));
  report(image.folder);
  await start(image);
  say('1 passed, 0 failed');
} catch (error) {
  say(String(error?.stack ?? error));
  say('0 passed, 1 failed');
  process.exitCode = 1;
} finally {
  rmSync(work, { recursive: true, force: true });
}

function committedTree(folder) {
  mkdirSync(folder);
  const tree = execFileSync('git', ['archive', 'HEAD'], { maxBuffer: 2 ** 29 });
  execFileSync('tar', ['-x', '-C', folder], { input: tree });
  return folder;
}

/** Runs every stage; the last one is the image. */
function build(context, stages) {
  const ignored = ignoring(readFileSync(join(context, '.dockerignore'), 'utf8'));
  const done = new Map();
  let image;
  for (const stage of stages) {
    const base = done.get(stage.from);
    const root = join(work, stage.name);
    // Links, since a stage only adds and removes files of the one it stands on.
    if (base) execFileSync('cp', ['-al', base.root, root]);
    else mkdirSync(root);
    image = { root, workdir: base?.workdir ?? '/', env: { ...base?.env }, user: base?.user };
    for (const { word, args } of stage.steps) {
      const folder = join(root, image.workdir);
      if (word === 'WORKDIR') mkdirSync(join(root, (image.workdir = args[0])), { recursive: true });
      else if (word === 'ENV')
        for (const pair of args) image.env[pair.split('=', 1)[0]] = pair.slice(pair.indexOf('=') + 1);
      else if (word === 'USER') image.user = args[0];
      else if (word === 'ENTRYPOINT' || word === 'CMD')
        image[word.toLowerCase()] = JSON.parse(args.join(' '));
      else if (word === 'COPY') copy(args, folder, context, ignored, done);
      else if (word === 'RUN') run(args.join(' '), folder, image.env);
    }
    done.set(stage.name, image);
  }
  return { ...image, folder: join(image.root, image.workdir) };
}

function copy(args, folder, context, ignored, done) {
  const from = /^--from=(.+)/.exec(args[0])?.[1];
  const [sources, to] = [args.slice(from ? 1 : 0, -1), args.at(-1)];
  for (const source of sources) {
    const origin = from ? join(done.get(from).root, source) : join(context, source);
    if (!existsSync(origin)) throw new Error(`COPY: ${source} is not there`);
    const target = to.endsWith('/') ? join(folder, to, basename(source)) : join(folder, to);
    const filter = (path) => from !== undefined || !ignored(relative(context, path));
    mkdirSync(dirname(target), { recursive: true });
    cpSync(origin, target, { recursive: true, filter, verbatimSymlinks: true });
    if (!existsSync(target)) throw new Error(`COPY: .dockerignore keeps ${source} out`);
  }
}

function run(command, folder, env) {
  say(`RUN ${command}`);
  const kept = Object.entries(process.env).filter(([name]) =>
    /^(PATH|HOME|LANG|npm_config_\w+|https?_proxy)$/i.test(name),
  );
  const path = `${dirname(process.execPath)}:${process.env.PATH}`;
  const { status } = spawnSync('sh', ['-ec', command], {
    cwd: folder,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...Object.fromEntries(kept), PATH: path, ...env },
  });
  if (status !== 0) throw new Error(`RUN ${command}: ended with ${status}`);
}

/** Whether .dockerignore keeps a path out: the last pattern that matches it, or a folder above it, decides. */
function ignoring(text) {
  const patterns = text
    .split('\n')
    .filter((line) => line && !line.startsWith('#'))
    .map((line) => {
      const glob = line.replace(/^!/, '').replace(/[.+^${}()|\\]/g, '\\$&');
      const source = glob.replace(/\*\*\/|\*/g, (star) => (star === '*' ? '[^/]*' : '(.*/)?'));
      return { keeps: line.startsWith('!'), matches: new RegExp(`^${source}(/.*)?$`) };
    });
  const decide = (path) => patterns.findLast(({ matches }) => matches.test(path));
  // A folder that is out may hold what is in: only files are judged by the first pattern.
  return (path) =>
    path !== '' &&
    !decide(path)?.keeps &&
    !patterns.some(({ keeps, matches }) => keeps && matches.source.startsWith(`^${path}/`));
}

function report(folder) {
  const size = (path) => Number(execFileSync('du', ['-sk', path]).toString().split('\t')[0]) / 1024;
  for (const name of readdirSync(folder))
    say(`${size(join(folder, name)).toFixed(1).padStart(8)} MiB  ${name}`);
  say(`${size(folder).toFixed(1).padStart(8)} MiB  on top of the base image`);
}

/** The result, as the image's user, who owns none of the files: says its words, gets ready, shows a wall, stops in order. */
async function start({ folder, env, user, entrypoint, cmd }) {
  const data = mkdtempSync(join(tmpdir(), 'toancanh-image-data-'));
  chmodSync(data, 0o777);
  const [uid, gid] = user.split(':').map(Number);
  const identity = process.getuid() === 0 ? { uid, gid } : {};
  // That user may not reach where our own program lies, such as a home folder.
  const node = join(work, 'node');
  cpSync(process.execPath, node);
  const [http, mqtt] = [await freePort(), await freePort()];
  const settings = {
    ...env,
    TOANCANH_DATA: data,
    TOANCANH_HTTP: `127.0.0.1:${http}`,
    TOANCANH_MQTT: `127.0.0.1:${mqtt}`,
  };
  const options = { cwd: folder, env: { PATH: process.env.PATH, ...settings }, ...identity };
  const word = (args, expected) => {
    const { status, stderr, error } = spawnSync(node, [...entrypoint.slice(1), ...args], options);
    if (status !== expected)
      throw new Error(`${args.join(' ')}: ended with ${status}, expected ${expected}\n${error ?? stderr}`);
    say(`✓ ${args.join(' ')}: exit code ${status}`);
  };
  try {
    word(cmd, 0);
    word(['check', 'cities/binh-duong'], 0);
    // Alone on the embedded log an app is refused by name: it is there, and its settings are read.
    for (const app of ['intake', 'aggregator', 'alerter', 'archiver', 'live']) word([app], 2);
    const city = spawn(node, [...entrypoint.slice(1), 'city'], {
      ...options,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const ended = once(city, 'exit');
    const get = (path) =>
      fetch(`http://127.0.0.1:${http}${path}`).then(
        ({ status }) => status,
        () => 0,
      );
    for (let tries = 0; (await get('/health/ready')) !== 200; tries += 1) {
      if (tries > 200 || city.exitCode !== null) throw new Error('city does not get ready');
      await new Promise((again) => setTimeout(again, 100));
    }
    for (const path of ['/health/live', '/metrics', '/', '/wall/province', '/console']) {
      if ((await get(path)) !== 200) throw new Error(`${path} does not answer`);
    }
    city.kill('SIGTERM');
    const [code] = await ended;
    if (code !== 0) throw new Error(`city ended with ${code}`);
    say(
      `✓ city on Node ${process.version} as user ${identity.uid ?? 'of this process'}: ready, shows its pages, stops in order`,
    );
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}
