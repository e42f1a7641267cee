import { SettingsError } from '@toancanh/runtime';

/** Where a broker is and as whom intake comes, from `TOANCANH_BROKER`. */
export interface BrokerAddress {
  readonly protocol: 'mqtt' | 'mqtts';
  readonly host: string;
  readonly port: number;
  readonly username?: string;
  readonly password?: string;
  /** Whether other intakes of the city take their share; `?share=off` says that this is the only one. */
  readonly shares: boolean;
  /** Instead of a client id made from machine and port; for machines whose names do not last. */
  readonly client?: string;
  /** For logs and people: without name and password. */
  readonly shown: string;
}

const PORTS = { mqtt: 1883, mqtts: 8883 } as const;
const OPTIONS: ReadonlyMap<string, RegExp> = new Map([
  ['share', /^(on|off)$/],
  ['client', /^[\w.-]{1,64}$/],
]);
const EXPECTED =
  'mqtt://name:password@host:1883 or mqtts://host:8883, and after it ?share=off for the only intake of the city, ' +
  '?client=name for a client id that lasts';

/** Throws `SettingsError`, which shows no password. */
export function parseBrokerAddress(text: string): BrokerAddress {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const protocol = url?.protocol.slice(0, -1);
  const options = [...(url?.searchParams ?? [])];
  const areKnown = options.every(([name, value]) => OPTIONS.get(name)?.test(value));
  if (!url || (protocol !== 'mqtt' && protocol !== 'mqtts') || url.hostname === '' || !areKnown) {
    throw new SettingsError('TOANCANH_BROKER', text, EXPECTED);
  }
  const client = url.searchParams.get('client');
  const port = url.port === '' ? PORTS[protocol] : Number(url.port);
  return {
    protocol,
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port,
    ...(url.username !== '' && { username: decoded(url.username) }),
    ...(url.password !== '' && { password: decoded(url.password) }),
    shares: url.searchParams.get('share') !== 'off',
    ...(client !== null && { client }),
    shown: `${protocol}://${url.hostname}:${port}`,
  };
}

/** A % in a password that nobody encoded stands for itself. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * The same after a restart, so that the session is found again, and another for every process: one machine has one process
 * at a port. In a container the machine's name is the container's, which must then be given one that lasts.
 */
export function clientIdOf(machine: string, httpPort: number): string {
  return `toancanh-${machine}-${httpPort}`;
}
