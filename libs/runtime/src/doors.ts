import type { City } from './city.js';
import { type Address, isLoopback, type Settings, SettingsError } from './settings.js';

/**
 * What comes through an app's HTTP port beside health and metrics: `nothing`, what gateways publish with their
 * credentials (`gateways`), or the city's figures and commands (`readers`).
 */
export type Serves = 'nothing' | 'gateways' | 'readers';

/** Nothing of the city is read or written from beyond this machine unless whoever comes must show a credential. */
export function refuseOpenDoors(serves: Serves, settings: Settings, city: City): void {
  const open = (address: Address) => !isLoopback(address.host);
  const hasOutsiders = [...city.gateways.values()].some(({ loopbackOnly }) => !loopbackOnly);
  const takesGateways = serves !== 'nothing';
  if (serves === 'readers' && open(settings.http)) {
    throw new SettingsError(
      'TOANCANH_HTTP',
      textOf(settings.http),
      'a loopback address such as 127.0.0.1:8080: no reader credentials are configured, so a wall elsewhere needs a proxy that asks for them',
    );
  }
  if (serves === 'gateways' && open(settings.http) && !hasOutsiders) {
    throw new SettingsError('TOANCANH_HTTP', textOf(settings.http), outsiderOr('127.0.0.1:8080'));
  }
  if (takesGateways && settings.mqtt && open(settings.mqtt) && !hasOutsiders) {
    throw new SettingsError('TOANCANH_MQTT', textOf(settings.mqtt), outsiderOr('127.0.0.1:1883'));
  }
}

function textOf({ host, port }: Address): string {
  return `${host}:${port}`;
}

function outsiderOr(loopback: string): string {
  return `a loopback address such as ${loopback}, or a gateway in gateways.yaml that is not loopbackOnly`;
}
