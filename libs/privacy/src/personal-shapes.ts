import { plainText, withAsciiDigits } from './plain-text.js';

/** Codes of provinces in the twelve digits of an identity card (Circular 59/2021/TT-BCA, annex). */
const PROVINCES =
  '001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 035 036 037 038 040 042 044 045 046 ' +
  '048 049 051 052 054 056 058 060 062 064 066 067 068 070 072 074 075 077 079 080 082 083 084 086 087 089 091 092 093 094 095 096';
const PROVINCE = `(?:${PROVINCES.replaceAll(' ', '|')})`;

/** What may stand between two digits. */
const SEP = '[ .-]{0,2}';
const BEFORE = '(?<![\\d.,+]|\\d[ -])';
const AFTER = '(?![.,]?\\d)';
const more = (count: number) => `(?:${SEP}\\d){${count}}`;
const apart = (digits: string) => [...digits].join(SEP);

/** Mobile numbers since 2018, those with their area code, and whatever is dialled and as long as one. */
const MOBILE = '(?:3[2-9]|5[25689]|7[06-9]|8[1-9]|9[0-46-9])';
const ABROAD = `(?:\\+|00)?${SEP}8${SEP}4${SEP}(?:\\(0\\)|0)?`;
const PHONE = new RegExp(
  `(?<![\\d.,]|\\d[ -])(?:${ABROAD}${SEP}[35789]${more(8)}|(?:(?:\\+|00)?84${SEP}|\\(?0)2\\d{1,2}\\)?${SEP}\\d{3,4}${SEP}\\d{4}|0${SEP}[1-9]${more(8)})${AFTER}`,
  'g',
);

/** Province, sex and century, year of birth, six digits; written in one, in groups or letter by letter. */
const CARD_TEXT = `(?:${PROVINCES.split(' ').map(apart).join('|')})${SEP}[0-3]${more(8)}`;
const IDENTITY_12 = new RegExp(`${BEFORE}${CARD_TEXT}${AFTER}`, 'g');
/**
 * The older one of nine: in one, in threes, or digit by digit; with points it is a large number, and with a letter at its
 * side the name of a device.
 */
const IDENTITY_9 = new RegExp(
  `(?<![A-Za-z])${BEFORE}(?:\\d{9}|\\d{3} \\d{3} \\d{3}|\\d(?: \\d){8})${AFTER}(?![A-Za-z])`,
  'g',
);

/** 61A-123.45, 61B1-234.56, 61A-12345, 61A 1234; without dash, point or space too many serial numbers look like one. */
const PLATE =
  /(?<![A-Za-z0-9])(?:1[1-9]|[2-9]\d)[ .-]?[A-Za-z](?:[A-Za-z]|[1-9])?(?:[ ]?[-.][ ]?\d{3}[ .]?\d{2}|[ ]\d{3}[ .]?\d{2}|[ -]?\d{3}\.\d{2}|-\d{4})(?![A-Za-z0-9])/g;

const EMAIL =
  /[\w.+-]{1,64} ?(?:@|\(at\)|\[at\]|\(a\)) ?[\w-]{1,63}(?: ?(?:\.|\(dot\)|\[dot\]) ?[\w-]{1,63}){0,5} ?(?:\.|\(dot\)|\[dot\]) ?[A-Za-z]{2,24}/gi;

/** Without one of these there is no address, and nothing to be tried at each letter. */
const AT = /@|\(at?\)|\[at\]/i;

const MAC =
  /(?<![0-9A-Fa-f][:-]|[0-9A-Za-z])[0-9A-Fa-f]{2}(?:[:-][0-9A-Fa-f]{2}){5}(?![:-][0-9A-Fa-f]|\w)|(?<![\w.])[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}(?![\w.])/g;

/** A health insurance card: kind of holder, benefit, province, ten digits (Decision 1351/QĐ-BHXH). */
const INSURANCE = new RegExp(
  `(?<![A-Za-z0-9])(?:DN|HX|CH|NN|TK|HC|XK|HT|TB|NO|CT|XB|TN|CS|QN|CA|CY|XN|MS|CC|CK|CB|KC|HD|TE|BT|HN|DT|DK|XD|TS|TC|TQ|TA|TY|HG|LS|PV|HS|SV|GB|GD|TH|TV|TD|XV|TG|PT|QT|NU)${SEP}[1-5]${more(12)}(?!\\d)`,
  'gi',
);

/** Fifteen digits of a telephone, thirteen to nineteen of a bank card, both with Luhn's check digit. */
const LONG_NUMBER = new RegExp(`${BEFORE}\\d(?:[ -]?\\d){12,18}(?!\\d)`, 'g');
const CARD = /^(?:4|5[1-5]|2[2-7]|3[47]|35|6[025]|9704)/;

/** Pictures and templates in text: data URLs, the first bytes of JPEG, PNG, GIF, WebP and HEIC in base64 or as they are, long blobs. */
const PICTURE =
  /data:(?:image|video|audio)\/|JFIF|\bExif\b|\ufffdPNG|WEBPVP8|ftypheic|(?<![A-Za-z0-9+/])(?:\/9j\/[46]A|iVBORw0KGgo|R0lGODlh|UklGR[A-Za-z0-9+/]{8})/;
const BLOB = /[A-Za-z0-9+/_-]{256}/;

/** A label and something after it, within a text. */
const LABELLED =
  /(?<![a-z])(?:ho(?: va)? ten|full ?name|so cccd|cccd|cmnd|can cuoc|so dien thoai|dien thoai|sdt|phone|bien so|ngay sinh|date of birth|so tai khoan|ma the bhyt|bhyt)(?: la)? ?[:=] ?[^\s,;.]+/i;

/** Figures that look like numbers of persons and are none: instants, dates, decimals, identifiers of 128 bits. */
const HARMLESS =
  /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b|(?<!\d)(?:19|20)\d{2}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?|(?<!\d)\d{1,2}[-./]\d{1,2}[-./](?:19|20)\d{2}(?!\d)(?: \d{1,2}:\d{2}(?::\d{2})?)?|(?<![\d.,])(?:0|-?[1-9]\d{0,5})\.\d{5,}(?![\d.])/gi;

const NUMBERS = [PHONE, IDENTITY_12, PLATE, INSURANCE];

/** Letters or digits one by one, with a space, point or dash between: 6 1 A - 1 2 3 . 4 5. */
const SPELT_OUT = /(?<![A-Za-z0-9])[A-Za-z0-9](?:[ ._-]{1,3}[A-Za-z0-9](?![A-Za-z0-9])){6,}/g;
const SPELT = new RegExp(
  `^(?:0\\d{9,10}|(?:00)?84${MOBILE}\\d{7}|${PROVINCE}[0-3]\\d{8}|\\d{9}|(?:1[1-9]|[2-9]\\d)[A-Z][A-Z1-9]?\\d{4,5}|[A-Z]{2}[1-5]\\d{12})$`,
  'i',
);

/** What is looked at in one go; longer texts are looked at in pieces that overlap, so that the time grows with the length alone. */
const PIECE = 2_048;
const OVERLAP = 300;

/**
 * Whether there is a datum of a person in a text, however it is spelt. Nine or fifteen digits may be anything; where many
 * numbers are to be expected they are not `doubted` by their length alone.
 */
export function isPersonalText(text: string, doubted = true): boolean {
  if (text.length <= PIECE) return text.length > 5 && isPersonalPiece(text, doubted);
  for (let from = 0; from < text.length; from += PIECE - OVERLAP) {
    if (isPersonalPiece(text.slice(from, from + PIECE), doubted)) return true;
  }
  return false;
}

function isPersonalPiece(sent: string, doubted: boolean): boolean {
  const text = plainText(sent);
  if (PICTURE.test(sent) || BLOB.test(text) || LABELLED.test(text)) return true;
  if ((AT.test(text) && text.search(EMAIL) >= 0) || text.search(MAC) >= 0) return true;
  if (!/\d/.test(text)) return false;
  const doubtful = text.replace(HARMLESS, ' ; ');
  for (const shape of doubted ? [...NUMBERS, IDENTITY_9] : NUMBERS)
    if (doubtful.search(shape) >= 0) return true;
  for (const [number] of doubtful.matchAll(LONG_NUMBER))
    if (isLongNumberOfPerson(number, doubted)) return true;
  for (const [spelt] of doubtful.matchAll(SPELT_OUT))
    if (SPELT.test(spelt.replace(/[ ._-]/g, ''))) return true;
  // The letter O for a zero, a small L or a capital I for a one.
  const figures = doubtful.replace(/(?<![A-Za-z0-9])[0-9OoIl]{9,12}(?![A-Za-z0-9])/g, asFigures);
  return figures !== doubtful && (figures.search(PHONE) >= 0 || figures.search(IDENTITY_12) >= 0);
}

function asFigures(token: string): string {
  return token.replace(/[Oo]/g, '0').replace(/[Il]/g, '1');
}

/** A text for people with every number of a person taken out; it says that something was there. */
export function masked(text: string): string {
  // What is harmless is set aside under a sign of the private use area, and put back in the end.
  const aside: string[] = [];
  let masked = withAsciiDigits(text.normalize('NFKC').replace(/[\p{Cf}\p{Co}\0]/gu, '')).replace(
    HARMLESS,
    (harmless) => {
      aside.push(harmless);
      return ASIDE;
    },
  );
  for (const shape of [EMAIL, MAC, INSURANCE, PLATE]) masked = masked.replace(shape, MASK);
  masked = masked.replace(LONG_NUMBER, (number) => (isLongNumberOfPerson(number, true) ? MASK : number));
  for (const shape of [IDENTITY_12, PHONE, IDENTITY_9]) masked = masked.replace(shape, MASK);
  masked = masked.replace(SPELT_OUT, (spelt) => (SPELT.test(spelt.replace(/[ ._-]/g, '')) ? MASK : spelt));
  return masked.replaceAll(ASIDE, () => aside.shift()!);
}

const ASIDE = '\ue000';
const MASK = '•••';

function isLongNumberOfPerson(number: string, doubted: boolean): boolean {
  const digits = number.replace(/\D/g, '');
  if (doubted && digits.length === 15 && digits === number) return true;
  return (digits.length === 15 || CARD.test(digits)) && isLuhn(digits);
}

/** ISO/IEC 7812-1, annex B. */
export function isLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i += 1) {
    const digit = Number(digits[digits.length - 1 - i]);
    const doubled = i % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/**
 * Sensors have serial numbers, so digits within an identifier prove nothing: only a part that is as a whole a phone
 * number or an identity number does, or nine or fifteen digits and no more.
 */
const PERSONAL_PART = new RegExp(
  `^(?:0${MOBILE}\\d{7}|02\\d{9}|(?:\\+|00)?84${MOBILE}\\d{7}|${PROVINCE}[0-3]\\d{8})$`,
);
const PERSONAL_WHOLE = /^(?:\d{9}|\d{15})$/;
const PLAIN_NAME = /^[A-Za-z0-9._:/-]*$/;

/** Whether an identifier of a device, an event or a numbering is that of a person. */
export function isPersonalIdentifier(sent: string): boolean {
  if (!PLAIN_NAME.test(sent)) return isPersonalText(sent);
  const id = sent.replace(HARMLESS, ';');
  if (id === ';') return false;
  const digits = id.replace(/[._:/-]/g, '');
  return (
    id.search(PLATE) >= 0 ||
    id.search(MAC) >= 0 ||
    id.search(INSURANCE) >= 0 ||
    PERSONAL_WHOLE.test(id) ||
    PERSONAL_PART.test(digits) ||
    (/^\d{13,19}$/.test(digits) && CARD.test(digits) && isLuhn(digits)) ||
    [...id.matchAll(SPELT_OUT)].some(([spelt]) => SPELT.test(spelt.replace(/[._-]/g, ''))) ||
    id.split(/[-_.:/]/).some((part) => PERSONAL_PART.test(part))
  );
}
