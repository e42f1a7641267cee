import { randomBytes, scrypt, type ScryptOptions, timingSafeEqual } from 'node:crypto';

const R = 8;
const P = 1;
const HASH_BYTES = 32;
const SALT_BYTES = 16;
/** 16 MiB and about 50 ms a guess. */
const N = 16_384;

/** A password's hash as `gateways.yaml` keeps it: `scrypt:<N>:<salt base64>:<hash base64>`, r = 8, p = 1. */
export interface Credential {
  readonly n: number;
  readonly salt: Buffer;
  readonly hash: Buffer;
}

export function parseCredential(text: string): Credential | undefined {
  const match = /^scrypt:(\d{1,8}):([A-Za-z0-9+/=]{8,}):([A-Za-z0-9+/=]{16,})$/.exec(text);
  if (!match) return undefined;
  const n = Number(match[1]);
  // scrypt takes powers of two only; above 2^20 one guess would take a gigabyte.
  if (n < 2 || n > 1 << 20 || (n & (n - 1)) !== 0) return undefined;
  return { n, salt: Buffer.from(match[2]!, 'base64'), hash: Buffer.from(match[3]!, 'base64') };
}

export async function hashCredential(password: string | Buffer, n = N): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await derive(password, salt, HASH_BYTES, n);
  return `scrypt:${n}:${salt.toString('base64')}:${hash.toString('base64')}`;
}

/** Takes the same time whether and wherever the two differ. */
export async function verifyCredential(password: string | Buffer, credential: Credential): Promise<boolean> {
  const { n, salt, hash } = credential;
  return timingSafeEqual(await derive(password, salt, hash.length, n), hash);
}

function derive(password: string | Buffer, salt: Buffer, length: number, n: number): Promise<Buffer> {
  const options: ScryptOptions = { N: n, r: R, p: P, maxmem: 128 * R * (n + P + 8) };
  return new Promise((resolve, reject) => {
    scrypt(password, salt, length, options, (error, key) => (error ? reject(error) : resolve(key)));
  });
}
