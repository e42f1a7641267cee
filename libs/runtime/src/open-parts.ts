import { join } from 'node:path';
import { TOPICS } from '@toancanh/events';
import { EmbeddedLog, KafkaLog, type Log } from '@toancanh/log';
import { EmbeddedStore, InfluxStore, type Store } from '@toancanh/store';
import { type AppLogger, PinoLogger } from './app-logger.js';
import type { City } from './city.js';
import { Clock } from './clock.js';
import { LoggedSensorDirectory } from './logged-sensor-directory.js';
import { Metrics } from './metrics.js';
import type { Parts } from './parts.module.js';
import type { Settings } from './settings.js';
import { StatusBoard } from './status-board.js';
import { showTroubles } from './trouble-gauge.js';

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
    const sensors = await LoggedSensorDirectory.open(city, log, clock);
    opened.push(sensors);
    const metrics = new Metrics().withProcess();
    const status = new StatusBoard();
    showTroubles(metrics, status);
    return { settings, city, log, ...(store && { store }), sensors, clock, logger, metrics, status, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function openLog(settings: Settings, logger: AppLogger): Promise<Log> {
  const topics = Object.values(TOPICS);
  if (settings.log.kind === 'kafka') {
    const onFault = (error: unknown) =>
      logger.warn({ error: String(error) }, 'the brokers did not do as they were asked; it is tried again');
    return KafkaLog.open({ brokers: settings.log.brokers, topics, onFault });
  }
  return EmbeddedLog.open({
    folder: join(settings.data, 'log'),
    topics,
    onFault: (error) =>
      logger.warn({ error: String(error) }, 'a round of retention and compaction failed; it is tried again'),
  });
}

function openStore(settings: Settings, city: City, logger: AppLogger): Promise<Store> {
  const { retention } = city;
  if (settings.store.kind === 'influx') {
    const { address, database, credentials } = settings.store;
    return InfluxStore.open({
      ...{ address, database, retention },
      ...(credentials && { username: credentials.user, password: credentials.password }),
      onFault: (fault) => logger.warn({ code: fault.code, error: fault.message }, 'InfluxDB'),
    });
  }
  return EmbeddedStore.open({
    folder: join(settings.data, 'store'),
    retention,
    onUpkeepFault: (error) =>
      logger.warn({ error: String(error) }, 'a round of upkeep of the store failed; it is tried again'),
  });
}
