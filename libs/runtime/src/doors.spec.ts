import type { City } from './city.js';
import { refuseOpenDoors, type Serves } from './doors.js';
import { parseSettings, type SettingsError } from './settings.js';

const cityWith = (...loopbackOnly: boolean[]) =>
  ({ gateways: new Map(loopbackOnly.map((only, i) => [`${i}`, { loopbackOnly: only }])) }) as unknown as City;
const guarded = cityWith(true, false);
const demoOnly = cityWith(true);

describe('where an app may listen', () => {
  it.each<[string, Serves, string, string, City, string | null]>([
    ['health and metrics alone anywhere', 'nothing', '0.0.0.0:8080', '127.0.0.1:1883', demoOnly, null],
    ['figures on loopback only', 'readers', '0.0.0.0:8080', '127.0.0.1:1883', guarded, 'TOANCANH_HTTP'],
    ['figures on loopback', 'readers', '[::1]:8080', 'off', demoOnly, null],
    ['gateways with credentials anywhere', 'gateways', '0.0.0.0:8080', '0.0.0.0:1883', guarded, null],
    ['HTTP for demo gateways nowhere else', 'gateways', '0.0.0.0:8080', 'off', demoOnly, 'TOANCANH_HTTP'],
    [
      'MQTT for demo gateways nowhere else',
      'gateways',
      '127.0.0.1:0',
      '0.0.0.0:1',
      demoOnly,
      'TOANCANH_MQTT',
    ],
    ['the whole city with MQTT outside', 'readers', '127.0.0.1:8080', '0.0.0.0:1883', guarded, null],
    ['the whole city with MQTT for all', 'readers', '127.0.0.1:8080', '0.0.0.0:1', demoOnly, 'TOANCANH_MQTT'],
  ])('%s', (_name, serves, http, mqtt, city, refused) => {
    const settings = parseSettings({ TOANCANH_HTTP: http, TOANCANH_MQTT: mqtt });
    const attempt = () => refuseOpenDoors(serves, settings, city);
    if (refused === null) expect(attempt).not.toThrow();
    else expect(attempt).toThrow(expect.objectContaining({ setting: refused }) as SettingsError);
  });
});
