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
  /** In the order of dependence: the directory reads the log, so it goes first. */
  close(): Promise<void>;
}

/** Opens what every app is given, from the settings. What was opened is closed again if a later part fails. */
export async function openParts(settings: Settings, city: City): Promise<OpenParts> {
  const clock = new Clock();
  const logger = new PinoLogger(settings.logLevel);
  const log = await openLog(settings, logger);
  try {
    const store = await openStore(settings, city, logger);
    try {
      const sensors = await LoggedSensorDirectory.open(city, log);
      const close = async () => {
        await sensors.close();
        await log.close();
        await store.close();
        await logger.flush();
      };
      const metrics = new Metrics().withProcess();
      return {
        settings,
        city,
        log,
        store,
        sensors,
        clock,
        logger,
        metrics,
        status: new StatusBoard(),
        close,
      };
    } catch (error) {
      await store.close();
      throw error;
    }
  } catch (error) {
    await log.close();
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
