import { metricOf } from '@toancanh/domains';
import { isPersonalIdentifier, isPersonalText } from './personal-shapes.js';
import { namesPerson } from './personal-words.js';

export { isPersonalIdentifier, isPersonalText, masked } from './personal-shapes.js';

/** Deeper or larger than this nothing of ours is; what cannot be looked through is treated as personal. */
const DEEPEST = 12;
const MOST_NODES = 200_000;

/** The same few fields come again and again. */
const known = new Map<string, boolean>();
const MOST_KNOWN = 1_024;
const LONGEST_KNOWN = 64;

export function isPersonalKey(key: string): boolean {
  let personal = known.get(key);
  if (personal === undefined) {
    personal = !metricOf(key) && namesPerson(key);
    if (known.size >= MOST_KNOWN) known.clear();
    if (key.length <= LONGEST_KNOWN) known.set(key, personal);
  }
  return personal;
}

/** JSON pointer to the first datum of a person in a parsed value; undefined if there is none. A personal key is not named. */
export function personalPath(root: unknown): string | undefined {
  let nodes = 0;
  const look = (value: unknown, path: string, depth: number, field: string): string | undefined => {
    nodes += 1;
    if (depth > DEEPEST || nodes > MOST_NODES) return path;
    if (typeof value === 'string') {
      if (field === 'at') return undefined;
      return (IDENTIFIERS.has(field) ? isPersonalIdentifier(value) : isPersonalText(value))
        ? path
        : undefined;
    }
    if (typeof value === 'number') {
      return isNumberOfPerson(value, field) ? path : undefined;
    }
    if (typeof value !== 'object' || value === null) return undefined;
    if (Array.isArray(value)) {
      if (isDescriptor(value)) return path;
      for (let i = 0; i < value.length; i += 1) {
        const found = look(value[i], `${path}/${i}`, depth + 1, field);
        if (found !== undefined) return found;
      }
      return undefined;
    }
    for (const [key, inner] of Object.entries(value)) {
      if (isPersonalText(key)) return path;
      const here = `${path}/${pointerToken(key)}`;
      if (isPersonalKey(key)) return here;
      const found = look(inner, here, depth + 1, key);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return look(root, '', 0, '');
}

/** For bytes that are no JSON: the words before a colon or an equals sign, or in quotes, are taken for keys, all of it for text. */
export function isPersonalBytes(sent: string, doubted = false): boolean {
  const text = sent.replace(ESCAPED, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
  if (isPersonalText(text, doubted)) return true;
  for (const [, quoted] of text.matchAll(/["']([^"'\\]{1,256})/g)) {
    if (isPersonalKey(quoted!) || isPersonalText(quoted!)) return true;
  }
  return false;
}

const ESCAPED = /\\u([0-9a-fA-F]{4})/g;

/** Names of devices, events and numberings, which have figures in them. */
const IDENTIFIERS = new Set(['sensor', 'epoch', 'id', 'source', 'ends', 'dossier', 'n', 'bn']);
/** Instants, numberings and measured values are large numbers too; only fields we do not know are doubted. */
const OWN_NUMBERS = new Set(['at', 'seq', 'bt', 't', 'v', 'bv', 's', 'bs', 'place']);

function isNumberOfPerson(value: number, field: string): boolean {
  if (OWN_NUMBERS.has(field) || metricOf(field) || !Number.isInteger(value)) return false;
  return /^(?:\d{9}|84\d{9}|\d{12}|\d{15})$/.test(String(value));
}

/** Faces are told apart by 64 to 4,096 fractions; nothing that a sensor says of an instant is such a row. */
function isDescriptor(values: readonly unknown[]): boolean {
  if (values.length < 64 || values.length > 4_096) return false;
  return (
    values.every((value) => typeof value === 'number') && values.some((value) => !Number.isInteger(value))
  );
}

export function pointerToken(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
