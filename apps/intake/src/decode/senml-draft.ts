import { type Refusal, refusal } from '../screen/refusal.js';
import { EXPECTED } from '../screen/texts.js';
import type { Candidate } from './candidate.js';
import { Pack } from './pack.js';
import { splitName } from './senml-name.js';
import { draftSeconds, senmlInstant } from './senml-time.js';

const MOST_ENTRIES = 10_000;

interface Draft {
  readonly e: readonly unknown[];
  readonly bn?: unknown;
  readonly bt?: unknown;
  readonly bu?: unknown;
}

/** The form of the drafts before RFC 8428: `{"e":[{"n","u","v"|"sv"|"bv","t"}…],"bn","bt","bu"}`. */
export function isDraft(root: unknown): root is Draft {
  return typeof root === 'object' && root !== null && Array.isArray((root as Partial<Draft>).e);
}

/**
 * Numbers may be texts, times seconds or milliseconds. An entry `source` with a text names the sensor where no base name
 * does; longitude and latitude are its place; every other entry is a metric.
 */
export function decodeDraft(
  { e: entries, bn, bt, bu }: Draft,
  now: number,
  unitsBelieved: boolean,
): readonly (Candidate | Refusal)[] {
  const baseTime = bt === undefined ? 0 : numberOf(bt);
  if (baseTime === undefined) return [refusal('E_SCHEMA', '/bt', bt, EXPECTED.senmlNumber)];
  if (bn !== undefined && typeof bn !== 'string') {
    return [refusal('E_SCHEMA', '/bn', bn, EXPECTED.senmlText)];
  }
  if (entries.length === 0 || entries.length > MOST_ENTRIES) {
    return [refusal('E_SCHEMA', '/e', undefined, EXPECTED.notEmpty(MOST_ENTRIES))];
  }
  const source = bn ?? sourceOf(entries);
  const baseUnit = typeof bu === 'string' ? bu : '';
  const pack = new Pack(unitsBelieved);
  const strays: Refusal[] = [];
  for (let i = 0; i < entries.length; i += 1) {
    const path = `/e/${i}`;
    const entry = entries[i];
    if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) {
      strays.push(refusal('E_SCHEMA', path, entry, EXPECTED.senmlRecord));
      continue;
    }
    const { n, u, v, bv, sv, t } = entry as Readonly<Record<string, unknown>>;
    if (n === 'source' && typeof sv === 'string') continue;
    const split = typeof n === 'string' ? splitName(source ?? '', n) : undefined;
    if (!split) {
      strays.push(refusal('E_SCHEMA', `${path}/n`, n, EXPECTED.senmlName));
      continue;
    }
    const time = t === undefined ? 0 : numberOf(t);
    const seconds = draftSeconds(baseTime) + draftSeconds(time ?? 0);
    const candidate = pack.at(split.sensor, senmlInstant(seconds, now), path);
    const value = typeof bv === 'boolean' ? Number(bv) : numberOf(v);
    if (time === undefined) candidate.fault ??= refusal('E_SCHEMA', `${path}/t`, t, EXPECTED.senmlNumber);
    else if (value === undefined) {
      candidate.fault ??= refusal('E_SCHEMA', `${path}/v`, v, EXPECTED.senmlNumber);
    } else if (!pack.add(candidate, split.metric, value, typeof u === 'string' ? u : baseUnit, path)) {
      candidate.fault ??= refusal('E_SCHEMA', path, undefined, EXPECTED.unique);
    }
  }
  const decoded = [...pack.complete(), ...strays];
  return decoded.length > 0 ? decoded : [refusal('E_SCHEMA', '/e', undefined, `${EXPECTED.senmlNumber}: v`)];
}

function sourceOf(entries: readonly unknown[]): string | undefined {
  for (const entry of entries) {
    const { n, sv } = (entry ?? {}) as { n?: unknown; sv?: unknown };
    if (n === 'source' && typeof sv === 'string') return sv;
  }
  return undefined;
}

const NUMBER = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/;

function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && NUMBER.test(value) ? Number(value) : value;
  return Number.isFinite(number) ? (number as number) : undefined;
}
