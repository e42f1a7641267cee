import type { Entry } from '../log.js';
import { StoredRecord } from './stored-record.js';

/**
 * The records of one commit and one partition as one value, because LMDB charges by the value and not by the byte: a put
 * for each record costs several times as much as all the rest of an append.
 *
 *     format u8 | 3 unused | count u32 | append time f64 | count × (key length u32, value length u32) | text
 *
 * Little-endian. The text is every key and value in one piece of UTF-8, so that it is encoded and decoded by one call;
 * lengths are in UTF-16 units, which is what cuts it again. A tombstone has the length NONE.
 */
const FORMAT = 1;
const HEADER = 16;
const NONE = 0xffffffff;
/** A reader that lags decodes a segment as a whole; this bounds what it decodes in vain. */
export const LONGEST_SEGMENT = 1_000;

/** Turns entries into segments in memory of its own, which is used again for the next commit. */
export class SegmentPress {
  #bytes = Buffer.allocUnsafeSlow(1 << 20);
  #used = 0;

  /** What was pressed before may be overwritten from now on. */
  reset(): void {
    this.#used = 0;
  }

  press(time: number, entries: readonly Entry[], from: number, to: number): Buffer {
    let text = '';
    for (let i = from; i < to; i += 1) text += entries[i]!.key + (entries[i]!.value ?? '');
    const table = HEADER + (to - from) * 8;
    const bytes = this.#room(table + text.length * 3);
    const start = this.#used;
    bytes.writeUInt32LE(FORMAT, start);
    bytes.writeUInt32LE(to - from, start + 4);
    bytes.writeDoubleLE(time, start + 8);
    for (let i = from, at = start + HEADER; i < to; i += 1, at += 8) {
      const { key, value } = entries[i]!;
      bytes.writeUInt32LE(key.length, at);
      bytes.writeUInt32LE(value === null ? NONE : value.length, at + 4);
    }
    const end = start + table + bytes.write(text, start + table);
    // LMDB-JS hands addresses to its writer, and an aligned start is kind to it.
    this.#used = (end + 7) & ~7;
    return bytes.subarray(start, end);
  }

  #room(size: number): Buffer {
    if (this.#used + size > this.#bytes.length) {
      this.#bytes = Buffer.allocUnsafeSlow(Math.max(this.#bytes.length * 2, size));
      this.#used = 0;
    }
    return this.#bytes;
  }
}

export function segmentCount(segment: Buffer): number {
  return segment.readUInt32LE(4);
}

export function segmentTime(segment: Buffer): number {
  return segment.readDoubleLE(8);
}

/** Adds the segment's records with offsets in [from, to) to `records`, as many as `most` in all. */
export function unpress(
  segment: Buffer,
  base: number,
  { from, to, most }: { from: number; to: number; most: number },
  records: StoredRecord[],
): void {
  if (segment[0] !== FORMAT) throw new Error(`segment at ${base} has the unknown format ${segment[0]}`);
  const count = segmentCount(segment);
  const time = segmentTime(segment);
  const text = segment.toString('utf8', HEADER + count * 8);
  let position = 0;
  for (let i = 0, at = HEADER; i < count && records.length < most; i += 1, at += 8) {
    const keyLength = segment.readUInt32LE(at);
    const valueLength = segment.readUInt32LE(at + 4);
    const valueAt = position + keyLength;
    const next = valueLength === NONE ? valueAt : valueAt + valueLength;
    const offset = base + i;
    if (offset >= from && offset < to) {
      const value = valueLength === NONE ? null : text.slice(valueAt, next);
      records.push(new StoredRecord(offset, text.slice(position, valueAt), time, value));
    }
    position = next;
  }
}
