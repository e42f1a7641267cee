import { decodePosition, encodePosition, PositionError } from './position.js';

const reached = (partitions: number, offset: number) =>
  new Map(Array.from({ length: partitions }, (_, partition) => [partition, offset]));

describe('the position in a commit', () => {
  it.each([
    { why: 'before any watermark', position: { epoch: 1, watermark: -Infinity, reached: reached(12, 0) } },
    {
      why: 'usual',
      position: {
        epoch: 7,
        watermark: 1_763_881_200_000,
        reached: new Map([
          [0, 5],
          [11, 9],
        ]),
      },
    },
    { why: 'no partitions', position: { epoch: 0, watermark: 0, reached: new Map<number, number>() } },
  ])('comes back whole: $why', ({ position }) => {
    expect(decodePosition(encodePosition(position))).toEqual(position);
  });

  it('fits into 4,096 characters at the greatest offsets', () => {
    const position = (partitions: number) =>
      encodePosition({
        epoch: Number.MAX_SAFE_INTEGER,
        watermark: Number.MAX_SAFE_INTEGER,
        reached: reached(partitions, Number.MAX_SAFE_INTEGER),
      });
    expect(position(12).length).toBeLessThan(500);
    expect(position(100).length).toBeLessThan(2_900);
  });

  it.each([
    '',
    'null',
    '[]',
    '{"epoch":1}',
    '{"epoch":-1,"watermark":1,"reached":{}}',
    '{"epoch":1,"watermark":"1","reached":{}}',
    '{"epoch":1,"watermark":1,"reached":{"0":"5"}}',
    '{"epoch":1,"watermark":1,"reached":{"0":-5}}',
  ])('refuses %s', (text) => expect(() => decodePosition(text)).toThrow(PositionError));
});
