/** Letters of other scripts that look like Latin ones; whoever writes a number or a field's name with them means those. */
const LOOKALIKES: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ['аеорсухіјѕԁһԛԝвнкмтг', 'aeopcyxijsdhqwbhkmtr'],
    ['АЕОРСУХІЈЅВНКМТԌԚԜ', 'AEOPCYXIJSBHKMTGQW'],
    ['αεορυνικτχβη', 'aeopuviktxbn'],
    ['ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ', 'ABEZHIKMNOPTYX'],
    ['đĐıøØłŁ', 'dDioOlL'],
  ].flatMap(([from, to]) => [...from!].map((letter, i) => [letter, to![i]!])),
);
const LOOKS_LATIN = new RegExp(`[${Object.keys(LOOKALIKES).join('')}]`, 'gu');

const PLAIN = /^[\t\n\r\x20-\x7e]*$/;
/** What is not seen: joiners, marks of direction, soft hyphens, zeros of UTF-16 read as UTF-8. */
const UNSEEN = /[\p{Cf}\p{Mn}\p{Me}\0]/gu;
const OTHER_DIGITS = /(?![0-9])\p{Nd}/gu;
const DASHES = /[\p{Pd}\u2212]/gu;
const SPACES = /[\p{Zs}]/gu;

/**
 * A text as it is read rather than written: without marks above and below letters, in Latin letters and ASCII digits, whatever
 * script, width or style they were in.
 */
export function plainText(text: string): string {
  if (PLAIN.test(text)) return text;
  return withAsciiDigits(text.normalize('NFKD').replace(UNSEEN, ''))
    .replace(LOOKS_LATIN, (letter) => LOOKALIKES[letter]!)
    .replace(DASHES, '-')
    .replace(SPACES, ' ');
}

/** Digits alone become ASCII, letter by letter, so that what is masked still reads as it did. */
export function withAsciiDigits(text: string): string {
  return text.replace(OTHER_DIGITS, (digit) => String(valueOf(digit.codePointAt(0)!)));
}

/** Digits of a script stand together, zero first, ten to a run (Unicode 4.6); styled ones in runs of ten too. */
function valueOf(code: number): number {
  let value = 0;
  while (value < 9 && /^\p{Nd}$/u.test(String.fromCodePoint(code - value - 1))) value += 1;
  return value;
}
