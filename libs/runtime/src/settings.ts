/** Everything the environment may say, parsed once at start: the variables `TOANCANH_*` of docs/operations.md. */
export interface Settings {
  readonly city: string;
  readonly data: string;
  readonly http: Address;
  /** null: no MQTT endpoint. */
  readonly mqtt: Address | null;
  readonly log:
    { readonly kind: 'embedded' } | { readonly kind: 'kafka'; readonly brokers: readonly string[] };
  readonly store:
    | { readonly kind: 'embedded' }
    | {
        readonly kind: 'influx';
        readonly address: string;
        readonly database: string;
        readonly credentials?: { readonly user: string; readonly password: string };
      };
  readonly broker: string | null;
  readonly simulate: boolean;
  /** How long a minute stays open for late readings, in milliseconds. */
  readonly lateness: number;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error';
}

export interface Address {
  readonly host: string;
  readonly port: number;
}

/** A setting that stops the process: its name, its value without what is secret in it, and the cure; exit code 2. */
export class SettingsError extends Error {
  readonly value: string;

  constructor(
    readonly setting: string,
    value: string,
    readonly expected: string,
  ) {
    const shown = withoutSecrets(value);
    super(`${setting}=${shown}: expected ${expected}`);
    this.value = shown;
    this.name = 'SettingsError';
  }
}

/** An address as people may see it: user name and password of a URL are left out. */
export function withoutSecrets(address: string): string {
  return address.replace(/^(\w+:\/\/)?.*@/, '$1…@');
}

type Parser<T> = (text: string, fail: (expected: string) => never) => T;

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|localhost|::1)$/;

export function isLoopback(host: string): boolean {
  return LOOPBACK.test(host);
}

const address: Parser<Address> = (text, fail) => {
  const match = /^(?:\[([0-9a-fA-F:]+)\]|([^:\s]+)):(\d{1,5})$/.exec(text);
  const port = Number(match?.[3]);
  if (!match || port > 65_535) return fail('host:port, for example 127.0.0.1:8080');
  return { host: (match[1] ?? match[2])!, port };
};

const decoded: Parser<string> = (text, fail) => {
  try {
    return decodeURIComponent(text);
  } catch {
    return fail('user name and password with % only as part of an escape such as %40');
  }
};

const SPANS = { ms: 1, s: 1_000, m: 60_000 } as const;
const lateness: Parser<number> = (text, fail) => {
  const match = /^(\d{1,7})(ms|s|m)$/.exec(text);
  const millis = match ? Number(match[1]) * SPANS[match[2] as keyof typeof SPANS] : NaN;
  if (!(millis <= 3_600_000)) return fail('a time from 0s to 60m, for example 30s');
  return millis;
};

const parsers = {
  TOANCANH_CITY: { default: 'cities/binh-duong', parse: ((text) => text) as Parser<string> },
  TOANCANH_DATA: { default: 'data', parse: ((text) => text) as Parser<string> },
  TOANCANH_HTTP: { default: '127.0.0.1:8080', parse: address },
  TOANCANH_MQTT: {
    default: '127.0.0.1:1883',
    parse: ((text, fail) => (text === 'off' ? null : address(text, fail))) as Parser<Address | null>,
  },
  TOANCANH_LOG: {
    default: 'embedded:',
    parse: ((text, fail) => {
      if (text === 'embedded:') return { kind: 'embedded' };
      const brokers = /^kafka:\/\/([^/\s]+:\d+(?:,[^/\s,]+:\d+)*)$/.exec(text)?.[1];
      if (brokers === undefined) return fail('embedded: or kafka://host:9092,host:9092');
      return { kind: 'kafka', brokers: brokers.split(',') };
    }) as Parser<Settings['log']>,
  },
  TOANCANH_STORE: {
    default: 'embedded:',
    parse: ((text, fail) => {
      if (text === 'embedded:') return { kind: 'embedded' };
      const match = /^influx:\/\/(?:([^/\s:@]+):([^/\s@]+)@)?([^/\s@]+:\d+)\/(\w+)$/.exec(text);
      if (!match)
        return fail('embedded:, influx://host:8086/toancanh or influx://user:password@host:8086/toancanh');
      const [, user, password, address, database] = match;
      return {
        kind: 'influx',
        address: address!,
        database: database!,
        ...(user && { credentials: { user: decoded(user, fail), password: decoded(password!, fail) } }),
      };
    }) as Parser<Settings['store']>,
  },
  TOANCANH_BROKER: {
    default: '',
    parse: ((text, fail) => {
      if (text === '') return null;
      if (!/^mqtts?:\/\/[^/\s]+$/.test(text)) fail('mqtt://host:1883 or mqtts://host:8883');
      return text;
    }) as Parser<string | null>,
  },
  TOANCANH_SIMULATE: {
    default: '0',
    parse: ((text, fail) => (text === '1' ? true : text === '0' ? false : fail('0 or 1'))) as Parser<boolean>,
  },
  TOANCANH_LATENESS: { default: '30s', parse: lateness },
  TOANCANH_LOG_LEVEL: {
    default: 'info',
    parse: ((text, fail) =>
      ['debug', 'info', 'warn', 'error'].includes(text)
        ? (text as Settings['logLevel'])
        : fail('debug, info, warn or error')) as Parser<Settings['logLevel']>,
  },
};

type Variable = keyof typeof parsers;
type Parsed = { readonly [V in Variable]: ReturnType<(typeof parsers)[V]['parse']> };

/** Throws `SettingsError` for an unknown `TOANCANH_*` name or a bad value. */
export function parseSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const unknown = Object.keys(environment).find((name) => name.startsWith('TOANCANH_') && !(name in parsers));
  if (unknown !== undefined) {
    throw new SettingsError(unknown, environment[unknown] ?? '', `one of ${Object.keys(parsers).join(', ')}`);
  }
  const parsed = Object.fromEntries(
    Object.entries(parsers).map(([name, { default: otherwise, parse }]) => {
      const text = environment[name] ?? otherwise;
      const fail = (expected: string): never => {
        throw new SettingsError(name, text, expected);
      };
      return [name, (parse as Parser<unknown>)(text, fail)];
    }),
  ) as Parsed;
  return {
    city: parsed.TOANCANH_CITY,
    data: parsed.TOANCANH_DATA,
    http: parsed.TOANCANH_HTTP,
    mqtt: parsed.TOANCANH_MQTT,
    log: parsed.TOANCANH_LOG,
    store: parsed.TOANCANH_STORE,
    broker: parsed.TOANCANH_BROKER,
    simulate: parsed.TOANCANH_SIMULATE,
    lateness: parsed.TOANCANH_LATENESS,
    logLevel: parsed.TOANCANH_LOG_LEVEL,
  };
}
