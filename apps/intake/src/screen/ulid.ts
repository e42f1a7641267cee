import { randomFillSync } from 'node:crypto';

const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const TAIL = 16;
/** Asked for in bulk: each request of the system costs more than all the rest. */
const random = new Uint8Array(TAIL * 256);
let used = random.length;

/** A ULID: 48 bits of time and 80 random ones in Crockford's base 32, so that it sorts by time. */
export function ulid(now: number): string {
  let text = '';
  for (let rest = now, i = 0; i < 10; i += 1, rest = Math.floor(rest / 32)) text = DIGITS[rest % 32] + text;
  if (used === random.length) {
    randomFillSync(random);
    used = 0;
  }
  for (const end = used + TAIL; used < end; used += 1) text += DIGITS[random[used]! & 31];
  return text;
}
