/** Mulberry32: the same persons in every run. */
export function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Random = () => number;
const below = (random: Random, most: number) => Math.floor(random() * most);
const pick = <T>(random: Random, from: readonly T[]): T => from[below(random, from.length)]!;
const digits = (random: Random, count: number) =>
  Array.from({ length: count }, () => below(random, 10)).join('');

/** Completed with the check digit of ISO/IEC 7812-1. */
function withCheckDigit(number: string): string {
  let sum = 0;
  [...number].reverse().forEach((digit, i) => {
    const doubled = i % 2 === 0 ? Number(digit) * 2 : Number(digit);
    sum += doubled > 9 ? doubled - 9 : doubled;
  });
  return number + ((10 - (sum % 10)) % 10);
}

/** Numbers that could be somebody's, by kind; each as it is usually written. */
export const NUMBERS: Readonly<Record<string, (random: Random) => string>> = {
  identity: (random) =>
    pick(random, ['001', '079', '074', '034', '096']) + below(random, 4) + digits(random, 8),
  olderIdentity: (random) => pick(random, ['28', '02', '38', '12']) + digits(random, 7),
  phone: (random) => '0' + pick(random, ['32', '56', '70', '88', '91', '98']) + digits(random, 7),
  phoneAbroad: (random) => '+84' + pick(random, ['32', '56', '70', '88', '91']) + digits(random, 7),
  plate: (random) =>
    `${pick(random, [61, 51, 29, 93])}${pick(random, ['A', 'B1', 'C', 'LD'])}-${digits(random, 3)}.${digits(random, 2)}`,
  email: (random) =>
    `nguyen.van${digits(random, 5)}@${pick(random, ['gmail.com', 'example.vn', 'hcmut.edu.vn'])}`,
  mac: (random) =>
    Array.from({ length: 6 }, () => below(random, 256).toString(16).padStart(2, '0')).join(':'),
  imei: (random) => withCheckDigit('35' + digits(random, 12)),
  insurance: (random) =>
    pick(random, ['DN', 'HX', 'GD', 'TE']) + (1 + below(random, 5)) + '79' + digits(random, 10),
  bankCard: (random) => withCheckDigit(pick(random, ['4', '52', '9704']).padEnd(6, '3') + digits(random, 9)),
};

const FULL_WIDTH = (text: string) =>
  text.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
const CYRILLIC = (text: string) =>
  text.replace(
    /[aeopcyxABEKMHOPCTX]/g,
    (letter) => 'аеорсухАВЕКМНОРСТХ'['aeopcyxABEKMHOPCTX'.indexOf(letter)]!,
  );

/** How else the same number is written. */
export const SPELLINGS: Readonly<Record<string, (number: string, kind: string) => string>> = {
  usual: (number) => number,
  case: (number) => (number === number.toUpperCase() ? number.toLowerCase() : number.toUpperCase()),
  separated: (number, kind) => {
    if (kind === 'plate') return number.replace('-', ' - ');
    if (kind === 'email') return number.replace('@', ' (at) ').replaceAll('.', ' (dot) ');
    if (kind === 'mac') return number.replaceAll(':', '-');
    if (kind === 'olderIdentity') return number.replace(/(\d{3})(?=\d)/g, '$1 ');
    if (kind === 'bankCard') return number.replace(/(\d{4})(?=\d)/g, '$1-');
    return number.replace(/(\d{3,4})(?=\d{3})/g, kind === 'imei' ? '$1-' : '$1 ');
  },
  fullWidth: (number) => FULL_WIDTH(number),
  spaced: (number, kind) => {
    if (kind === 'email') return number.replace('@', ' @ ');
    if (kind === 'mac') return number.toUpperCase();
    if (kind === 'insurance' || kind === 'phoneAbroad') return number.replace(/\d(?=\d)/g, '$& ');
    return [...number.replace(/[-.]/g, '')].join(' ');
  },
};

/** Names of fields in which persons stand, in both languages. */
const FIELDS = [
  ...[
    'cccd',
    'cmnd',
    'passport',
    'phone',
    'email',
    'full name',
    'license plate',
    'date of birth',
    'patient id',
  ],
  ...[
    'số CCCD',
    'Họ và tên',
    'Số điện thoại',
    'Biển số xe',
    'Ngày sinh',
    'Địa chỉ',
    'Khuôn mặt',
    'Số hộ chiếu',
  ],
  ...[
    'bank account',
    'card number',
    'health insurance',
    'face descriptor',
    'imei',
    'Số BHYT',
    'Số tài khoản',
  ],
];
const bare = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd');
const camel = (text: string) =>
  bare(text)
    .toLowerCase()
    .replace(/ (\w)/g, (_, letter: string) => letter.toUpperCase());

export const FIELD_SPELLINGS: readonly ((field: string) => string)[] = [
  (field) => field,
  (field) => bare(field).toUpperCase().replaceAll(' ', '_'),
  camel,
  (field) => CYRILLIC(bare(field).replaceAll(' ', '-')),
  (field) => FULL_WIDTH(bare(field).replaceAll(' ', '.')),
  (field) => [...bare(field).toLowerCase().replaceAll(' ', '')].join('_'),
];

/** A field's name, in any spelling. */
export function anyField(random: Random): string {
  return pick(random, FIELD_SPELLINGS)(pick(random, FIELDS));
}

export interface Datum {
  readonly kind: string;
  readonly spelling: string;
  readonly text: string;
}

/** A number of a person, in any spelling. */
export function anyNumber(random: Random): Datum {
  const kind = pick(random, Object.keys(NUMBERS));
  const spelling = pick(random, Object.keys(SPELLINGS));
  return { kind, spelling, text: SPELLINGS[spelling]!(NUMBERS[kind]!(random), kind) };
}

const PICTURES = [
  () => 'data:image/jpeg;base64,' + '/9j/4AAQSkZJRgABAQAAAQABAAD',
  () => '/9j/4AAQSkZJRgABAQEASABIAAD',
  () => 'iVBORw0KGgoAAAANSUhEUgAA',
  (random: Random) =>
    Array.from({ length: 40 }, () => digits(random, 8).replace(/\d/g, (d) => 'qwErtYuiOp'[Number(d)]!)).join(
      '',
    ),
];

/** A picture or a template of a face, as text or as numbers. */
export function anyFace(random: Random): string | number[] {
  if (random() < 0.3) return Array.from({ length: pick(random, [128, 512]) }, () => random() - 0.5);
  return pick(random, PICTURES)(random);
}
