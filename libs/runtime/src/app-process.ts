import type { INestApplication, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { LogServer } from '@toancanh/log';
import type { City } from './city.js';
import { refuseOpenDoors, type Serves } from './doors.js';
import { refuseHomelessFeeds } from './feed-brokers.js';
import { NestLogger } from './nest-logger.js';
import { type OpenParts, openParts } from './open-parts.js';
import { PartsModule } from './parts.module.js';
import { HealthModule } from './process-http/modules.js';
import type { Address, Settings } from './settings.js';

/** An app as a list: its modules, and the readers of the log that drive their handlers. */
export interface AppSpec {
  readonly name: string;
  /** What comes through its HTTP port beside health and metrics; it decides where the port may listen. */
  readonly serves: Serves;
  /** Left out by stages that neither write nor read history: they start and run without the store. */
  readonly usesStore?: true;
  readonly modules: readonly Type[];
  readonly servers: readonly ((app: INestApplication) => LogServer)[];
}

export interface RunningApp {
  readonly parts: OpenParts;
  readonly app: INestApplication;
  /** Where HTTP listens; the port is the real one when the setting said 0. */
  readonly http: Address;
  /** Stops in order: intake, what is in hand, commits, files. */
  stop(): Promise<void>;
}

/** Opens the parts, wires the modules, starts the readers of the log, and last the doors. */
export async function startApp(spec: AppSpec, settings: Settings, city: City): Promise<RunningApp> {
  refuseOpenDoors(spec.serves, settings, city);
  refuseHomelessFeeds(settings, city);
  const parts = await openParts(settings, city, { store: spec.usesStore ?? false });
  try {
    const app = await NestFactory.create(
      { module: class AppModule {}, imports: [PartsModule.of(parts), HealthModule, ...spec.modules] },
      { logger: new NestLogger(parts.logger), bodyParser: false },
    );
    // Modules are ready before the first batch is delivered to them.
    await app.init();
    for (const server of spec.servers) app.connectMicroservice({ strategy: server(app) });
    await app.startAllMicroservices();
    await app.listen(settings.http.port, settings.http.host);
    const bound = app.getHttpServer().address() as { address: string; port: number };
    const stop = async () => {
      await app.close();
      await parts.close();
    };
    return { parts, app, http: { host: settings.http.host, port: bound.port }, stop };
  } catch (error) {
    await parts.close();
    throw error;
  }
}
