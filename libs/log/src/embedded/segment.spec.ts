import fc from 'fast-check';
import type { Entry } from '../log.js';
import { SegmentPress, segmentCount, segmentTime, unpress } from './segment.js';
import { StoredRecord } from './stored-record.js';

const everything = { from: 0, to: Infinity, most: Infinity };

function roundTrip(
  entries: readonly Entry[],
  range = everything,
): { offset: number; key: string; value: unknown }[] {
  const segment = new SegmentPress().press(1_763_881_200_000, entries, 0, entries.length);
  expect([segmentCount(segment), segmentTime(segment)]).toEqual([entries.length, 1_763_881_200_000]);
  const records: StoredRecord[] = [];
  unpress(segment, 0, range, records);
  return records.map(({ offset, key, value }) => ({ offset, key, value }));
}

describe('a segment', () => {
  it('gives back keys and values of any text', () => {
    const text = fc.string({ unit: 'grapheme', size: 'medium' });
    const entry = fc.record({ key: text, value: fc.option(text) });
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 50, size: 'max' }), (entries) => {
        const asJson = entries.map(({ key, value }) => ({
          key,
          value: value === null ? null : JSON.stringify(value),
        }));
        expect(roundTrip(asJson)).toEqual(entries.map(({ key, value }, offset) => ({ offset, key, value })));
      }),
    );
  });

  it('keeps its lengths where text is no Unicode', () => {
    const [broken, next] = roundTrip([
      { key: '\ud800', value: '"\udc00"' },
      { key: 'next', value: '1' },
    ]);
    expect([broken!.key.length, next]).toEqual([1, { offset: 1, key: 'next', value: 1 }]);
  });

  it.each([
    { range: { from: 2, to: Infinity, most: Infinity }, gives: [2, 3, 4], why: 'a reader begins within' },
    { range: { from: 0, to: 3, most: Infinity }, gives: [0, 1, 2], why: 'the rest is not yet to be seen' },
    { range: { from: 1, to: Infinity, most: 2 }, gives: [1, 2], why: 'a batch is full' },
  ])('gives $gives where $why', ({ range, gives }) => {
    const entries = [0, 1, 2, 3, 4].map((i) => ({ key: `k${i}`, value: String(i) }));
    expect(roundTrip(entries, range).map(({ offset }) => offset)).toEqual(gives);
  });

  it('stays whole when the press needs more memory for the next one', () => {
    const press = new SegmentPress();
    const small = press.press(1, [{ key: 'k', value: '"small"' }], 0, 1);
    const large = press.press(1, [{ key: 'k', value: `"${'x'.repeat(3 << 20)}"` }], 0, 1);
    for (const [segment, length] of [
      [small, 5],
      [large, 3 << 20],
    ] as const) {
      const records: StoredRecord[] = [];
      unpress(segment, 0, everything, records);
      expect((records[0]!.value as string).length).toBe(length);
    }
  });

  it('refuses a format it does not know', () => {
    const segment = Buffer.alloc(16, 9);
    expect(() => unpress(segment, 7, everything, [])).toThrow('segment at 7 has the unknown format 9');
  });
});

describe('StoredRecord', () => {
  it('parses once, and gives every reader the same object', () => {
    const record = new StoredRecord(0, 'k', 0, '{"a":1}');
    expect(record.value).toBe(record.value);
  });
});
