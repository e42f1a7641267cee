/**
 * A tag cannot hold a line feed, end in a backslash or be empty, so what line protocol and InfluxQL cannot say is written
 * as %XX, and nothing at all as a lone %. Names that gateways may use contain none of it and stay as they are.
 */
const UNSAYABLE = /[%\\\p{Cc}\p{Cs}]/gu;
const PLAIN = /^[\w.:/-]+$/;
const SEPARATORS = /[ ,=]/g;

/** A name as the tag has it; queries compare with this. */
export function tagText(name: string): string {
  if (PLAIN.test(name)) return name;
  return name === '' ? '%' : name.replace(UNSAYABLE, coded);
}

/** The name that a tag stands for; a row without the tag has an empty one. */
export function nameOf(tag: string | null): string {
  if (tag === null) return '';
  if (!tag.includes('%')) return tag;
  return tag === '%'
    ? ''
    : tag.replace(/%(?:u(....)|(..))/g, (_, unit: string | undefined, byte: string | undefined) =>
        String.fromCharCode(parseInt((unit ?? byte)!, 16)),
      );
}

/** A name as line protocol writes it. */
export function tagInLine(name: string): string {
  return PLAIN.test(name) ? name : tagText(name).replace(SEPARATORS, '\\$&');
}

function coded(character: string): string {
  const code = character.charCodeAt(0);
  const digits = code.toString(16).toUpperCase();
  return code < 0x100 ? `%${digits.padStart(2, '0')}` : `%u${digits.padStart(4, '0')}`;
}
