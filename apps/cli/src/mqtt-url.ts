import type { Settings } from '@toancanh/runtime';
import { CommandError, EXIT } from './exit.js';
import type { Say } from './texts.js';

/** Where the city of these settings takes publishes. */
export function urlOf({ mqtt }: Pick<Settings, 'mqtt'>, say: Say): string {
  if (!mqtt) {
    const expected = '--url mqtt://…';
    throw new CommandError(
      EXIT.usage,
      say('settingRefused', { setting: 'TOANCANH_MQTT', value: 'off', expected }),
    );
  }
  return `mqtt://${mqtt.host.includes(':') ? `[${mqtt.host}]` : mqtt.host}:${mqtt.port}`;
}
