import { parseSettings, type Settings, SettingsError } from '@toancanh/runtime';
import type { Context } from './context.js';
import { CommandError, EXIT } from './exit.js';

/** The same settings as the apps read, so that a command speaks to the city of this environment. */
export function settingsOf({ environment, say }: Pick<Context, 'environment' | 'say'>): Settings {
  try {
    return parseSettings(environment);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    const { setting, value, expected } = error;
    throw new CommandError(EXIT.usage, say('settingRefused', { setting, value, expected }), { cause: error });
  }
}

export function httpBaseOf(settings: Settings): string {
  const { host, port } = settings.http;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
