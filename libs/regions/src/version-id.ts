import type { Area } from '@toancanh/events';

const OFFSET = 0xcbf29ce484222325n;
const PRIME = 0x100000001b3n;

/**
 * The id of one version of an area, opaque to its readers: 64-bit FNV-1a of (scheme, code, validFrom), the same in every
 * process and for as long as these three stay. Name, kind and parent may be corrected without a new id.
 */
export function versionId({ scheme, code, validFrom }: Pick<Area, 'scheme' | 'code' | 'validFrom'>): string {
  let hash = OFFSET;
  for (const char of `${scheme}\n${code}\n${validFrom}`) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(char.codePointAt(0)!)) * PRIME);
  }
  return `a-${hash.toString(36).padStart(13, '0')}`;
}
