import { type Refusal, refusal } from '../screen/refusal.js';
import { EXPECTED } from '../screen/texts.js';
import type { Candidate } from './candidate.js';
import { decodeDraft, isDraft } from './senml-draft.js';
import { Pack } from './pack.js';
import { splitName } from './senml-name.js';
import { senmlInstant } from './senml-time.js';

/** The version that RFC 8428 describes; a pack of a later one is not understood (4.4). */
const VERSION = 10;
export const MOST_RECORDS = 10_000;

/** A SenML pack as readings, each with the place of its records; or why nothing in it can be read. */
export function decodeSenml(
  root: unknown,
  now: number,
  unitsBelieved: boolean,
): readonly (Candidate | Refusal)[] {
  if (isDraft(root)) return decodeDraft(root, now, unitsBelieved);
  if (!Array.isArray(root)) return [refusal('E_SCHEMA', '', root, EXPECTED.senmlPack)];
  if (root.length === 0 || root.length > MOST_RECORDS) {
    return [refusal('E_SCHEMA', '', undefined, EXPECTED.notEmpty(MOST_RECORDS))];
  }
  return decodePack(root, now, unitsBelieved);
}

function decodePack(
  records: readonly unknown[],
  now: number,
  unitsBelieved: boolean,
): readonly (Candidate | Refusal)[] {
  const pack = new Pack(unitsBelieved);
  const strays: Refusal[] = [];
  const base = { bn: '', bt: 0, bu: '', bv: 0 };
  for (let i = 0; i < records.length; i += 1) {
    const record = records[i];
    const path = `/${i}`;
    const malformed = faultOf(record, path);
    // Base fields hold for all records that follow: one that cannot be read leaves nothing to rest on.
    if (malformed && isBase(malformed.path)) return [malformed];
    if (typeof record !== 'object' || record === null) {
      strays.push(malformed!);
      continue;
    }
    const fields = record as SenmlRecord;
    base.bn = fields.bn ?? base.bn;
    base.bt = fields.bt ?? base.bt;
    base.bu = fields.bu ?? base.bu;
    base.bv = fields.bv ?? base.bv;
    const name = typeof fields.n === 'string' ? fields.n : '';
    // A record of base fields alone gives nothing but those.
    if (!('v' in fields || 'vs' in fields || 'vb' in fields || 'vd' in fields || 's' in fields)) {
      if (malformed) strays.push(malformed);
      else if (name !== '') strays.push(refusal('E_SCHEMA', path, undefined, `${EXPECTED.senmlNumber}: v`));
      continue;
    }
    const split = splitName(base.bn, name);
    if (!split) {
      strays.push(malformed ?? refusal('E_SCHEMA', `${path}/n`, base.bn + name, EXPECTED.senmlName));
      continue;
    }
    const seconds = base.bt + (typeof fields.t === 'number' ? fields.t : 0);
    const candidate = pack.at(split.sensor, senmlInstant(seconds, now), path);
    const value = typeof fields.vb === 'boolean' ? Number(fields.vb) : (fields.v as number) + base.bv;
    if (malformed) candidate.fault ??= malformed;
    else if (!('v' in fields) && !('vb' in fields)) {
      candidate.fault ??= refusal('E_SCHEMA', path, undefined, `${EXPECTED.senmlNumber}: v`);
    } else if (!pack.add(candidate, split.metric, value, fields.u ?? base.bu, path)) {
      candidate.fault ??= refusal('E_SCHEMA', path, undefined, EXPECTED.unique);
    }
  }
  const decoded = [...pack.complete(), ...strays];
  return decoded.length > 0 ? decoded : [refusal('E_SCHEMA', '', undefined, `${EXPECTED.senmlNumber}: v`)];
}

interface SenmlRecord {
  readonly bn?: string;
  readonly bt?: number;
  readonly bu?: string;
  readonly bv?: number;
  readonly n?: unknown;
  readonly t?: unknown;
  readonly u?: string;
  readonly v?: unknown;
  readonly vb?: unknown;
}

const TEXTS = ['bn', 'bu', 'n', 'u', 'vs', 'vd'] as const;
const NUMBERS = ['bt', 'bv', 'bs', 'bver', 't', 'v', 's', 'ut'] as const;

function faultOf(record: unknown, path: string): Refusal | undefined {
  if (typeof record !== 'object' || record === null || Array.isArray(record)) {
    return refusal('E_SCHEMA', path, record, EXPECTED.senmlRecord);
  }
  const fields = record as Readonly<Record<string, unknown>>;
  for (const name of TEXTS) {
    const value = fields[name];
    if (value !== undefined && typeof value !== 'string') {
      return refusal('E_SCHEMA', `${path}/${name}`, value, EXPECTED.senmlText);
    }
  }
  for (const name of NUMBERS) {
    const value = fields[name];
    if (value !== undefined && !Number.isFinite(value)) {
      return refusal('E_SCHEMA', `${path}/${name}`, value, EXPECTED.senmlNumber);
    }
  }
  if (fields.vb !== undefined && typeof fields.vb !== 'boolean') {
    return refusal('E_SCHEMA', `${path}/vb`, fields.vb, 'true, false');
  }
  if (((fields.bver as number | undefined) ?? VERSION) > VERSION) {
    return refusal('E_SCHEMA', `${path}/bver`, fields.bver, EXPECTED.senmlVersion);
  }
  // RFC 8428 4.4: a label that ends in "_" must be understood, others that are unknown are ignored.
  const must = Object.keys(fields).find((name) => name.endsWith('_'));
  return must === undefined
    ? undefined
    : refusal('E_SCHEMA', `${path}/${must}`, fields[must], EXPECTED.senmlUnderstood);
}

function isBase(path: string): boolean {
  return /\/(?:bn|bt|bu|bv|bs|bver|b[^/]*_)$/.test(path);
}
