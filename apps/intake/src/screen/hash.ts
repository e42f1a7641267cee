/** The finaliser of MurmurHash3: every bit of the input moves every bit of the output. */
export function mixed(h: number): number {
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** FNV-1a from a seed, mixed. */
export function hashText(text: string, seed: number): number {
  let h = seed ^ 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return mixed(h);
}

const double = new Float64Array(1);
const words = new Uint32Array(double.buffer);

/** A double and a seed to 32 bits. 0 and -0 are one number. */
export function hashNumber(value: number, seed: number): number {
  double[0] = value + 0;
  return mixed(Math.imul(mixed(words[0]! ^ seed), 0x9e3779b1) ^ words[1]!);
}
