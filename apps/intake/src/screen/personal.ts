import { metricOf } from '@toancanh/domains';

/**
 * Names of fields that hold data of persons, in both languages, without marks: one word of a field's name is enough.
 * The law (91/2025/QH15; Decree 356/2025/NĐ-CP articles 3 and 4) names the kinds.
 */
const WORDS = new Set(
  `name fullname firstname lastname surname hoten hovaten tennguoi
   cccd cmnd cmt socccd socmnd nationalid citizenid identitynumber idcard idnumber passport hochieu dinhdanh
   plate plates licenseplate numberplate bienso biensoxe bienkiemsoat
   phone phones phonenumber mobile msisdn tel telephone sdt sodt dienthoai sodienthoai
   email mail thudientu
   face faces faceid faceimage khuonmat image images photo photos picture snapshot portrait anh hinhanh chandung
   biometric biometrics fingerprint vantay iris
   mac macaddress bssid bluetooth imei imsi iccid
   birth birthdate birthday dateofbirth dob ngaysinh namsinh
   patient patients benhnhan diagnosis chandoan bhyt sobhyt
   applicant nguoinop nguoidan congdan citizen owner chuho
   address diachi homeaddress ethnicity dantoc religion tongiao`.split(/\s+/),
);

const EMAIL = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/;
const PHONE = /(?<![\d.])(?:\+84|84|0)(?:[ .-]?\d){9}(?![\d.]?\d)/;
const IDENTITY = /(?<![\d.])(?:\d{15}|\d{12}|\d{9})(?![\d.]?\d)/;
/** 61A-123.45, 61B1-234.56, 61A-12345; without dash and dot too many serial numbers look like one. */
const PLATE =
  /(?<![A-Za-z0-9])\d{2}[A-Za-z][A-Za-z0-9]?(?:[ -]\d{3}\.?\d{2}|[ -]?\d{3}\.\d{2})(?![A-Za-z0-9])/;
const MAC = /(?<![0-9A-Fa-f][:-]|[0-9A-Za-z])[0-9A-Fa-f]{2}(?:[:-][0-9A-Fa-f]{2}){5}(?![:-][0-9A-Fa-f]|\w)/;
const BLOB = /^data:image\/|[A-Za-z0-9+/]{256,}={0,2}$/;
const SHAPES = [EMAIL, PHONE, IDENTITY, PLATE, MAC, BLOB];

/**
 * Sensors have serial numbers, so digits within an identifier prove nothing: only a part that is as a whole a phone
 * number or an identity number (province 001–099, century and sex 0–3, …) does, or nine or fifteen digits and no more.
 */
const PERSONAL_PART = /^(?:0[3-9]\d{8}|\+?84[3-9]\d{8}|0(?!00)\d{2}[0-3]\d{8})$/;
const PERSONAL_WHOLE = /^(?:\d{9}|\d{15})$/;

/** Deeper or larger than this nothing of ours is; what cannot be looked through is treated as personal. */
const DEEPEST = 12;
const MOST_NODES = 200_000;

export function isPersonalText(text: string): boolean {
  return SHAPES.some((shape) => shape.test(text));
}

export function isPersonalIdentifier(id: string): boolean {
  return (
    EMAIL.test(id) ||
    PLATE.test(id) ||
    MAC.test(id) ||
    PERSONAL_WHOLE.test(id) ||
    id.split(/[-_.:/]/).some((part) => PERSONAL_PART.test(part))
  );
}

/** The same few fields come again and again. */
const known = new Map<string, boolean>();
const MOST_KNOWN = 1_024;
const LONGEST_KNOWN = 64;

export function isPersonalKey(key: string): boolean {
  let personal = known.get(key);
  if (personal === undefined) {
    personal = holdsPersonalWord(key);
    if (known.size >= MOST_KNOWN) known.clear();
    if (key.length <= LONGEST_KNOWN) known.set(key, personal);
  }
  return personal;
}

function holdsPersonalWord(key: string): boolean {
  if (metricOf(key)) return false;
  const plain = key.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd');
  const words = plain
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  // Words alone, neighbours together, and all together: soDienThoai, ho_ten, so_cccd.
  return words.some(
    (word, i) =>
      WORDS.has(word) ||
      WORDS.has(word + (words[i + 1] ?? '')) ||
      WORDS.has(word + (words[i + 1] ?? '') + (words[i + 2] ?? '')),
  );
}

/** JSON pointer to the first datum of a person in a parsed value; undefined if there is none. A personal key is not named. */
export function personalPath(root: unknown): string | undefined {
  let nodes = 0;
  const look = (value: unknown, path: string, depth: number, field: string): string | undefined => {
    nodes += 1;
    if (depth > DEEPEST || nodes > MOST_NODES) return path;
    if (typeof value === 'string') {
      if (field === 'at') return undefined;
      return (field === 'sensor' ? isPersonalIdentifier(value) : isPersonalText(value)) ? path : undefined;
    }
    if (typeof value === 'number') {
      return isNumberOfPerson(value, field) ? path : undefined;
    }
    if (typeof value !== 'object' || value === null) return undefined;
    if (Array.isArray(value)) {
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

/** For bytes that are no JSON: the quoted words are taken for keys and texts. */
export function isPersonalBytes(text: string): boolean {
  if ([EMAIL, PHONE, PLATE, MAC].some((shape) => shape.test(text))) return true;
  for (const [, quoted] of text.matchAll(/"([^"\\]{1,256})/g)) {
    if (isPersonalKey(quoted!) || isPersonalText(quoted!)) return true;
  }
  return false;
}

/** Instants, numberings and measured values are large numbers too; only fields we do not know are doubted. */
const OWN_NUMBERS = new Set(['at', 'seq', 'bt', 't', 'v', 'bv', 's', 'bs', 'place']);

function isNumberOfPerson(value: number, field: string): boolean {
  if (OWN_NUMBERS.has(field) || metricOf(field) || !Number.isInteger(value)) return false;
  return /^(?:\d{9}|84\d{9}|\d{12}|\d{15})$/.test(String(value));
}

export function pointerToken(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
