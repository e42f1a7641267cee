import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const MODEL = new URL('../cities/binh-duong/', import.meta.url).pathname;
/** Of the gateway `demo`: everybody here has its password. */
const CREDENTIAL = /id: demo\n[\s\S]*?credential: (\S+)/.exec(
  readFileSync(join(MODEL, 'gateways.yaml'), 'utf8'),
)[1];
export const PASSWORD = 'demo';
export const GATEWAYS = ['chaos-1', 'chaos-2', 'chaos-3', 'chaos-4'];
const SENSORS_EACH = 15;
const WARDS = ['25747', '25750', '25768', '25813', '25837', '25840', '25843', '25888'];

/** The rule that the alarm sensors of the input make fire; what the checker expects is derived from these figures too. */
export const RULE = { id: 'chaos-high', metric: 'pm25', above: 200, holdSeconds: 5, clearSeconds: 3 };

/** The sensors, fixed: some measure one thing, some two; each gateway has one that raises alerts. */
export function sensorsOf() {
  const { areas } = JSON.parse(readFileSync(join(MODEL, 'areas.json'), 'utf8'));
  const parents = new Map(
    areas.filter(({ validTo }) => validTo === null).map(({ code, parent }) => [code, parent]),
  );
  const pathOf = (code) => (code === null || code === undefined ? [] : [code, ...pathOf(parents.get(code))]);
  return GATEWAYS.flatMap((gateway, g) =>
    Array.from({ length: SENSORS_EACH + 1 }, (_, n) => {
      const isAlarm = n === SENSORS_EACH;
      const area = WARDS[(g * 3 + n) % WARDS.length];
      return {
        id: isAlarm ? `alarm-${g + 1}` : `${gateway}-${String(n).padStart(2, '0')}`,
        gateway,
        isAlarm,
        metrics: !isAlarm && n % 3 === 0 ? ['pm25', 'pm10'] : ['pm25'],
        path: pathOf(area),
      };
    }),
  );
}

/** A city of its own for the runs: the areas of the model, four gateways, sixty-four sensors, one rule. */
export function makeCity(folder, sensors) {
  mkdirSync(join(folder, 'rules'), { recursive: true });
  mkdirSync(join(folder, 'calendars'));
  mkdirSync(join(folder, 'procedures'));
  for (const name of ['areas.json', 'city.yaml', 'walls.yaml', 'calendars/2026.yaml']) {
    copyFileSync(join(MODEL, name), join(folder, name));
  }
  const gateways = GATEWAYS.map((id) =>
    [
      `  - id: ${id}`,
      '    owner: Chaos',
      '    areas: [binh-duong]',
      `    credential: ${CREDENTIAL}`,
      '    autoRegister: false',
      '    ratePerSecond: null',
      '    loopbackOnly: true',
      '    units: declared',
      '    simulated: false',
    ].join('\n'),
  );
  writeFileSync(join(folder, 'gateways.yaml'), `gateways:\n${gateways.join('\n')}\n`);
  const rows = sensors.map(
    ({ id, gateway, metrics, path }) =>
      `${id},${gateway},environment,${path[0]},,,${metrics.join(' ')},10,2025-07-01,,${id},${id}`,
  );
  const header = 'sensor,gateway,domain,area,lon,lat,metrics,period,from,to,name_vi,name_en';
  writeFileSync(join(folder, 'sensors.csv'), `${[header, ...rows].join('\n')}\n`);
  writeFileSync(
    join(folder, 'rules', `${RULE.id}.yaml`),
    [
      `id: ${RULE.id}`,
      'version: 1',
      'title: { vi: Quá cao, en: Too high }',
      'domain: environment',
      'priority: 2',
      `metric: ${RULE.metric}`,
      'sensors: [alarm-]',
      'on: reading',
      `when: { above: ${RULE.above} }`,
      `hold: ${RULE.holdSeconds}s`,
      `clear: { when: { below: ${RULE.above - 50} }, hold: ${RULE.clearSeconds}s }`,
      '',
    ].join('\n'),
  );
}
