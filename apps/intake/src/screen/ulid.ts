import { randomFillSync } from 'node:crypto';

const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const random = new Uint8Array(16);

/** A ULID: 48 bits of time and 80 random ones in Crockford's base 32, so that it sorts by time. */
export function ulid(now: number): string {
  let time = '';
  for (let rest = now, i = 0; i < 10; i += 1, rest = Math.floor(rest / 32)) time = DIGITS[rest % 32] + time;
  randomFillSync(random);
  let tail = '';
  for (const byte of random) tail += DIGITS[byte & 31];
  return time + tail;
}
