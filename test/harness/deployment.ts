import { parseSettings, SettingsError } from '@toancanh/runtime';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const ROOT = new URL('../..', import.meta.url).pathname;

export interface Service {
  readonly image: string;
  readonly user?: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly network_mode?: string;
  readonly networks?: readonly string[];
  readonly ports?: readonly string[];
  readonly volumes?: readonly (string | { readonly source: string; readonly read_only: boolean })[];
  readonly healthcheck?: {
    readonly test: readonly string[];
    readonly interval: string;
    readonly timeout: string;
  };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly restart?: string;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly stop_grace_period?: string;
  readonly logging?: { readonly options: Readonly<Record<string, string>> };
  readonly deploy?: {
    readonly replicas?: number;
    readonly resources: { readonly limits: Readonly<Record<string, string | number>> };
  };
}

export interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean }>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

export function textOf(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

export function yamlOf<T>(path: string): T {
  return parse(textOf(path), { merge: true }) as T;
}

/** The names that the product takes, in the words of its own refusal. */
export function settingNames(): string[] {
  try {
    parseSettings({ TOANCANH_: '' });
  } catch (error) {
    if (error instanceof SettingsError) return error.expected.match(/TOANCANH_\w+/g)!;
  }
  throw new Error('an unknown setting was taken');
}

/** Every `TOANCANH_…` that a text names. */
export function settingsIn(text: string): string[] {
  return [...new Set(text.match(/\bTOANCANH_[A-Z_]+[A-Z]/g))].sort();
}

/** As Compose does it for the forms that the file uses; a required variable gets `filler`. */
export function interpolated(text: string, filler: string): string {
  return text.replace(/\$\{\w+(?::([-?])([^}]*))?\}/g, (_, kind: string | undefined, rest: string) =>
    kind === '-' ? rest : filler,
  );
}
