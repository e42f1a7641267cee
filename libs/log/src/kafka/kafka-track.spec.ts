import type { FetchedRecord } from './kafka-record.js';
import { KafkaTrack } from './kafka-track.js';

const record = (offset: number, more: Partial<FetchedRecord> = {}): FetchedRecord => ({
  offset: String(offset),
  timestamp: '1000',
  key: Buffer.from('k'),
  value: Buffer.from(String(offset)),
  ...more,
});
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => record(from + i));

function track({ limit = 1_000_000, position = 0 } = {}) {
  const seen = { safe: true, room: 0 };
  const one = new KafkaTrack('readings', 0, limit, {
    mayRead: () => seen.safe,
    room: () => (seen.room += 1),
  });
  one.begin(position);
  return { track: one, seen };
}

const offsets = ({ records }: { records: readonly { offset: number }[] }) =>
  records.map(({ offset }) => offset);

describe('KafkaTrack', () => {
  it('hands out what was fetched, again when it is asked again', () => {
    const { track: one } = track();
    one.accept(0, range(0, 5), 0, 9);
    expect(offsets(one.read(0, 3))).toEqual([0, 1, 2]);
    expect(offsets(one.read(0, 3))).toEqual([0, 1, 2]);
    expect(offsets(one.read(3, 3))).toEqual([3, 4]);
    expect([one.ready, one.next, one.wanted]).toEqual([5, 9, 5]);
  });

  it('leaves out what lies before the question, as brokers answer with whole batches', () => {
    const { track: one } = track({ position: 3 });
    one.accept(3, range(0, 5), 0, 5);
    expect(offsets(one.read(3, 10))).toEqual([3, 4]);
  });

  it('drops the answer to a question that nobody asks any more', () => {
    const { track: one } = track();
    one.begin(7);
    expect(one.accept(0, range(0, 5), 0, 9)).toBe(false);
    expect(one.wanted).toBe(7);
    one.end();
    expect(one.accept(7, range(7, 9), 0, 9)).toBe(false);
    expect(one.wanted).toBeUndefined();
  });

  it('goes on past gaps and records that are not for readers', () => {
    const { track: one } = track();
    one.accept(0, [record(2), record(5), record(6, { isControlRecord: true })], 0, 7);
    expect(one.read(0, 10)).toMatchObject({ records: [{ offset: 2 }, { offset: 5 }], next: 7 });
    expect(one.read(0, 1)).toMatchObject({ records: [{ offset: 2 }], next: 3 });
  });

  it('is not fetched while it has enough, and says when it has room: what was handed out counts no more', () => {
    const { track: one, seen } = track({ limit: 500 });
    one.accept(0, range(0, 4), 0, 9);
    expect(one.wanted).toBeUndefined();
    one.read(0, 1);
    expect([one.wanted, seen.room]).toEqual([undefined, 0]);
    one.read(1, 1);
    expect([one.wanted, seen.room]).toEqual([4, 1]);
    one.read(1, 3);
    expect(one.wanted).toBe(4);
  });

  it('hands out nothing while the session may have run out', () => {
    const { track: one, seen } = track();
    one.accept(0, range(0, 4), 0, 4);
    seen.safe = false;
    expect(one.ready).toBe(0);
    seen.safe = true;
    expect(one.ready).toBe(4);
  });

  it('stamps with a time that never goes back, even when a new leader is behind', () => {
    const { track: one } = track();
    const times = ['3000', '1000', '4000'].map((timestamp, i) => record(i, { timestamp }));
    one.accept(0, times, 0, 3);
    expect(one.read(0, 3).records.map(({ appendTime }) => appendTime)).toEqual([3_000, 3_000, 4_000]);
  });

  it('goes on at the first record there is, and says so, when what it wanted is gone', () => {
    const { track: one } = track();
    one.accept(0, range(0, 2), 0, 9);
    expect(one.resize(1, 9)).toBe(false);
    expect(one.resize(6, 9)).toBe(true);
    expect([one.first, one.wanted]).toEqual([6, 6]);
  });

  it.each([
    { value: '{"a":1}', is: { a: 1 } },
    { value: 'not JSON', is: 'not JSON' },
    { value: null, is: null },
    { value: 'null', is: null },
  ])('gives $value as $is', ({ value, is }) => {
    const { track: one } = track();
    one.accept(0, [record(0, { key: null, value: value === null ? null : Buffer.from(value) })], 0, 1);
    const [found] = one.read(0, 1).records;
    expect([found!.key, found!.value, found!.value]).toEqual(['', is, is]);
  });
});
