import type { INestApplication, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { LogServer } from '@toancanh/log';
import type { City } from './city.js';
import { NestLogger } from './nest-logger.js';
import { type OpenParts, openParts } from './open-parts.js';
import { PartsModule } from './parts.module.js';
import { type Address, isLoopback, type Settings, SettingsError } from './settings.js';

/** An app as a list: its modules, and the readers of the log that drive their handlers. */
export interface AppSpec {
  readonly name: string;
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
  refuseOpenDoors(settings, city);
  const parts = await openParts(settings, city);
  try {
    const app = await NestFactory.create(
      { module: class AppModule {}, imports: [PartsModule.of(parts), ...spec.modules] },
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

/** Nothing listens beyond this machine unless whoever comes must show a credential. */
function refuseOpenDoors(settings: Settings, city: City): void {
  if (!isLoopback(settings.http.host)) {
    throw new SettingsError(
      'TOANCANH_HTTP',
      `${settings.http.host}:${settings.http.port}`,
      'a loopback address such as 127.0.0.1:8080: no reader credentials are configured, so a wall elsewhere needs a proxy that asks for them',
    );
  }
  const outsiders = [...city.gateways.values()].some(({ loopbackOnly }) => !loopbackOnly);
  if (settings.mqtt && !isLoopback(settings.mqtt.host) && !outsiders) {
    throw new SettingsError(
      'TOANCANH_MQTT',
      `${settings.mqtt.host}:${settings.mqtt.port}`,
      'a loopback address such as 127.0.0.1:1883, or a gateway in gateways.yaml that is not loopbackOnly',
    );
  }
}
