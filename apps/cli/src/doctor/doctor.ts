import { existsSync, mkdirSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type Address, loadCity, type Settings } from '@toancanh/runtime';
import type { Context } from '../context.js';
import { CommandError, EXIT } from '../exit.js';
import { packageRoot, packageVersions } from '../package-root.js';
import { withProgress } from '../progress.js';
import { httpBaseOf, settingsOf } from '../settings-of.js';
import { type Door, doorFinding, listens, mqttDoor } from './doors.js';
import type { Finding } from './finding.js';
import { holderFinding, holderOf } from './holder.js';
import { clockFinding, dataFinding, nodeFinding } from './machine.js';
import { type Running, runningAt, runningFindings } from './running.js';

const NAMES = {
  node: 'nodeName',
  settings: 'settingsName',
  clock: 'clockName',
  city: 'cityName',
  data: 'dataName',
  holder: 'holderName',
  http: 'httpName',
  mqtt: 'mqttName',
  ready: 'readyName',
  accounts: 'countsName',
} as const;
const MARKS = { good: '✓', note: '○', bad: '✗' } as const;
const COLOURS = { good: 'green', note: 'gray', bad: 'red' } as const;

export async function doctor(context: Context, { json }: { json?: true }): Promise<void> {
  const { say, terminal } = context;
  const findings = await withProgress(context, say('examining'), examine(context));
  for (const finding of findings) {
    if (json) {
      terminal.json(finding);
      continue;
    }
    const { check, verdict, detail, cure } = finding;
    terminal.out(`${terminal.style(COLOURS[verdict], MARKS[verdict])} ${say(NAMES[check])}: ${detail}`);
    if (cure !== undefined) terminal.out(`    ${say('cure', { cure })}`);
  }
  const count = findings.filter(({ verdict }) => verdict === 'bad').length;
  if (count > 0) throw new CommandError(EXIT.failed, say('doctorBad', { count }));
  terminal.message(say('doctorGood'));
}

async function examine(context: Context): Promise<Finding[]> {
  const { say } = context;
  const node = nodeFinding(process.version, packageVersions().node, say);
  let settings: Settings;
  try {
    settings = settingsOf(context);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    // Without settings nobody knows where to look further.
    return [node, { check: 'settings', verdict: 'bad', detail: error.message, cure: say('settingsCure') }];
  }
  const base = httpBaseOf(settings);
  const running = await runningAt(base);
  return [
    node,
    { check: 'settings', verdict: 'good', detail: say('settingsGood') },
    clockFinding(clockFacts(running), say),
    cityFinding(context, settings.city),
    dataFinding(dataFacts(settings.data), say),
    holderFinding(holderOf(settings.data), { answers: running !== null, at: base }, say),
    await httpFinding(context, settings.http, running),
    await mqttFinding(context, settings.mqtt, running),
    ...(running ? runningFindings(running, say) : []),
  ];
}

function clockFacts(running: Running | null) {
  const built = join(packageRoot(), 'dist', 'built');
  const server = running?.clock;
  return {
    now: Date.now(),
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    built: existsSync(built) ? statSync(built).mtimeMs : undefined,
    server: server === undefined || Number.isNaN(server) ? undefined : server,
  };
}

function cityFinding({ say }: Context, folder: string): Finding {
  const loaded = loadCity(folder);
  if (!('faults' in loaded)) {
    return {
      check: 'city',
      verdict: 'good',
      detail: say('cityGood', { folder, sensors: loaded.city.sensors.size }),
    };
  }
  const detail = say('cityBad', { folder, count: loaded.faults.length });
  return { check: 'city', verdict: 'bad', detail, cure: say('cityCure', { folder }) };
}

/** Tries to write where the data would go; a folder that is not there yet is judged by the nearest one that is. */
function dataFacts(folder: string): { folder: string; free?: number; why?: string } {
  const path = resolve(folder);
  let nearest = path;
  while (!existsSync(nearest)) nearest = dirname(nearest);
  const probe = join(nearest, `.toancanh-doctor-${process.pid}`);
  try {
    mkdirSync(probe);
    writeFileSync(join(probe, 'probe'), 'probe');
    const { bavail, bsize } = statfsSync(nearest);
    return { folder: path, free: bavail * bsize };
  } catch (error) {
    return { folder: path, why: (error as NodeJS.ErrnoException).code ?? String(error) };
  } finally {
    rmSync(probe, { recursive: true, force: true });
  }
}

async function httpFinding({ say }: Context, address: Address, running: Running | null): Promise<Finding> {
  const door: Door = running ? { held: 'ours' } : ((await listens(address)) ?? { held: 'other' });
  const at = `${address.host}:${address.port}`;
  return doorFinding('http', door, { at, running: false, setting: 'TOANCANH_HTTP' }, say);
}

async function mqttFinding(
  { say }: Context,
  address: Address | null,
  running: Running | null,
): Promise<Finding> {
  if (!address) return { check: 'mqtt', verdict: 'note', detail: say('portOff') };
  const door = await mqttDoor(address);
  const at = `${address.host}:${address.port}`;
  return doorFinding('mqtt', door, { at, running: running !== null, setting: 'TOANCANH_MQTT' }, say);
}
