import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Log } from '@toancanh/log';
import { Store } from '@toancanh/store';
import { AppLogger } from './app-logger.js';
import { City } from './city.js';
import { Clock } from './clock.js';
import { Metrics } from './metrics.js';
import { SensorDirectory } from './sensor-directory.js';
import { type Settings } from './settings.js';
import { StatusBoard } from './status-board.js';

/** Token of the parsed settings: `@Inject(SETTINGS) settings: Settings`. */
export const SETTINGS = Symbol('settings');

/** What every app is given. Nothing constructs its own collaborators; the process does, once, and closes them last. */
export interface Parts {
  readonly settings: Settings;
  readonly city: City;
  readonly log: Log;
  /** Only for apps that use it. */
  readonly store?: Store;
  readonly sensors: SensorDirectory;
  readonly clock: Clock;
  readonly logger: AppLogger;
  readonly metrics: Metrics;
  readonly status: StatusBoard;
}

/** Makes the parts injectable by their classes in every module of the process. */
@Global()
@Module({})
export class PartsModule {
  static of(parts: Parts): DynamicModule {
    const providers = [
      { provide: SETTINGS, useValue: parts.settings },
      { provide: City, useValue: parts.city },
      { provide: Log, useValue: parts.log },
      ...(parts.store ? [{ provide: Store, useValue: parts.store }] : []),
      { provide: SensorDirectory, useValue: parts.sensors },
      { provide: Clock, useValue: parts.clock },
      { provide: AppLogger, useValue: parts.logger },
      { provide: Metrics, useValue: parts.metrics },
      { provide: StatusBoard, useValue: parts.status },
    ];
    return { module: PartsModule, providers, exports: providers.map(({ provide }) => provide) };
  }
}
