import { setFlagsFromString } from 'node:v8';
import { LogError } from '@toancanh/log';
import { StoreError } from '@toancanh/store';
import { type AppSpec, type RunningApp, startApp } from './app-process.js';
import { loadCity } from './city-folder/load-city.js';
import { describeFault } from './city-folder/fault.js';
import { parseSettings, type Settings, SettingsError } from './settings.js';

const STOP_WITHIN = 10_000;
/** By itself V8 lets a heap grow fourfold before it collects all of it: some 200 MiB of garbage while catching up. */
const HEAP_GROWS = '--heap-growing-percent=50';

/** Exit codes of a process, see docs/reference.md. */
export const EXIT = { done: 0, failed: 1, usage: 2 } as const;

/**
 * The whole life of an app's process: settings, city folder, start, signals, an orderly stop within ten seconds.
 * `started` may return what must be stopped before the app.
 */
export async function mainOf(
  spec: AppSpec,
  started: (running: RunningApp, settings: Settings) => (() => Promise<void>) | void = () => undefined,
): Promise<void> {
  setFlagsFromString(HEAP_GROWS);
  let running: RunningApp;
  let settings: Settings;
  try {
    settings = parseSettings(process.env);
    const loaded = loadCity(settings.city);
    if ('faults' in loaded) {
      for (const fault of loaded.faults) process.stderr.write(`${describeFault(fault)}\n`);
      return exitWith(EXIT.failed);
    }
    running = await startApp(spec, settings, loaded.city);
  } catch (error) {
    process.stderr.write(`${spec.name}: ${reasonOf(error)}\n`);
    return exitWith(error instanceof SettingsError ? EXIT.usage : EXIT.failed);
  }
  const before = started(running, settings);
  const { logger } = running.parts;
  let stopping = false;
  const stop = (signal: string) => {
    if (stopping) return;
    stopping = true;
    logger.info({ signal }, `${spec.name} stops`);
    setTimeout(() => {
      logger.error({}, `${spec.name} did not stop within ${STOP_WITHIN} ms`);
      exitWith(EXIT.failed);
    }, STOP_WITHIN).unref();
    Promise.resolve(before?.())
      .then(() => running.stop())
      .then(
        () => exitWith(EXIT.done),
        (error: unknown) => {
          process.stderr.write(`${spec.name}: ${reasonOf(error)}\n`);
          exitWith(EXIT.failed);
        },
      );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

function reasonOf(error: unknown): string {
  if (error instanceof SettingsError || error instanceof LogError || error instanceof StoreError)
    return error.message;
  const { code, address, port } = error as { code?: string; address?: string; port?: number };
  if (code === 'EADDRINUSE') {
    return `${address}:${port} is taken by another process; stop it, or set TOANCANH_HTTP / TOANCANH_MQTT to a free port`;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function exitWith(code: number): void {
  process.exit(code);
}
