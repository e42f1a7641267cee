import { murmur2, partitionOf } from './partitioner.js';

describe('the partitioner', () => {
  // Vectors of Kafka's own UtilsTest.testMurmur2.
  it.each([
    ['21', -973932308],
    ['foobar', -790332482],
    ['a-little-bit-long-string', -985981536],
    ['a-little-bit-longer-string', -1486304829],
    ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
    ['abc', 479470107],
  ])('hashes %s as Kafka does', (key, hash) => {
    expect(murmur2(Buffer.from(key))).toBe(hash);
  });

  it('keeps to the partitions there are', () => {
    for (let i = 0; i < 1_000; i += 1) {
      expect([0, 1, 2, 3, 4, 5, 6]).toContain(partitionOf(`sensor ${i}`, 7));
    }
    expect(partitionOf('anything', 1)).toBe(0);
  });
});
