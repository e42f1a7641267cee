import { join } from 'node:path';
import { TOPICS } from '@toancanh/events';
import { EmbeddedLog, type Log } from '@toancanh/log';
import { EmbeddedStore, type Store } from '@toancanh/store';
import { type AppLogger, PinoLogger } from './app-logger.js';
import type { City } from './city.js';
import { Clock } from './clock.js';
import { LoggedSensorDirectory } from './logged-sensor-directory.js';
import { Metrics } from './metrics.js';
import type { Parts } from './parts.module.js';
import { type Settings, SettingsError } from './settings.js';
import { StatusBoard } from './status-board.js';

export interface OpenParts extends Parts {
  /** Against the order of opening: the directory reads the log, so it goes before it. */
  close(): Promise<void>;
}

/** Opens what an app is given, from the settings. What was opened is closed again if a later part fails. */
export async function openParts(
  settings: Settings,
  city: City,
  wanted: { readonly store: boolean },
): Promise<OpenParts> {
  const clock = new Clock();
  const logger = new PinoLogger(settings.logLevel);
  const opened: { close(): Promise<void> }[] = [];
  const close = async () => {
    while (opened.length > 0) await opened.pop()!.close();
    await logger.flush();
  };
  try {
    const store = wanted.store ? await openStore(settings, city, logger) : undefined;
    if (store) opened.push(store);
    const log = await openLog(settings, logger);
    opened.push(log);
    const sensors = await LoggedSensorDirectory.open(city, log);
    opened.push(sensors);
    const metrics = new Metrics().withProcess();
    const status = new StatusBoard();
    return { settings, city, log, ...(store && { store }), sensors, clock, logger, metrics, status, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function openLog(settings: Settings, logger: AppLogger): Promise<Log> {
  if (settings.log.kind === 'kafka') {
    throw new SettingsError(
      'TOANCANH_LOG',
      `kafka://${settings.log.brokers.join(',')}`,
      'embedded: (this version has no other log)',
    );
  }
  return EmbeddedLog.open({
    folder: join(settings.data, 'log'),
    topics: Object.values(TOPICS),
    onFault: (error) =>
      logger.warn({ error: String(error) }, 'a round of retention and compaction failed; it is tried again'),
  });
}

function openStore(settings: Settings, city: City, logger: AppLogger): Promise<Store> {
  if (settings.store.kind === 'influx') {
    throw new SettingsError(
      'TOANCANH_STORE',
      `influx://${settings.store.address}`,
      'embedded: (this version has no other store)',
    );
  }
  return EmbeddedStore.open({
    folder: join(settings.data, 'store'),
    retention: city.retention,
    onUpkeepFault: (error) =>
      logger.warn({ error: String(error) }, 'a round of upkeep of the store failed; it is tried again'),
  });
}
