import type { Fault } from '@toancanh/events';
import { unknownMetric } from './measured.js';
import { type Refusal, refusal } from './refusal.js';
import { EXPECTED } from './texts.js';

const BY_PATH: Readonly<Record<string, string>> = {
  '': EXPECTED.object,
  '/sensor': '1 … 64 × A–Z a–z 0–9 . _ : / -',
  '/at': EXPECTED.instant,
  '/values': '{"<metric>": <number>, …}, 1 … 64',
  '/units': '{"<metric>": "<unit>", …}',
  '/quality': 'ok, suspect, calibrating, fault, simulated',
  '/epoch': `1 … 64 × ${EXPECTED.text}`,
  '/seq': '0 … 2^53 − 1',
  '/place': '[lon, lat]',
  '/place/0': '-180 … 180',
  '/place/1': '-90 … 90',
  '/readings': EXPECTED.notEmpty(10_000),
};
const REQUIRED = new Set(['/sensor', '/values']);
const RANGES = new Set(['/place/0', '/place/1']);

/** A fault of the schema in words for people; a name under `values` that is none of ours gets the nearest ones. */
export function schemaRefusal({ path, value }: Fault): Refusal {
  const metric = /^\/values\/(.+)$/.exec(path)?.[1];
  if (metric !== undefined) {
    const name = metric.replaceAll('~1', '/').replaceAll('~0', '~');
    return /^[a-z][a-z0-9_]*$/.test(name) && (typeof value !== 'number' || !Number.isFinite(value))
      ? refusal('E_SCHEMA', path, value, EXPECTED.number)
      : unknownMetric(path, name, value);
  }
  if (path.startsWith('/units/')) return refusal('E_SCHEMA', path, value, EXPECTED.text);
  if (value === undefined && REQUIRED.has(path)) {
    return refusal('E_SCHEMA', path, value, `${EXPECTED.missing}: ${BY_PATH[path]}`);
  }
  const code = RANGES.has(path) && Number.isFinite(value) ? 'E_RANGE' : 'E_SCHEMA';
  return refusal(code, path, value, BY_PATH[path] ?? EXPECTED.noUnknown);
}
