import { Frames } from './frames.js';

function setup(limit = 1_000) {
  const seen: string[] = [];
  const frames = new Frames(limit, {
    frame: (bytes, start, body, end) => seen.push(`${bytes[start]}:${bytes.toString('latin1', body, end)}`),
    oversized: (size) => seen.push(`oversized ${size}`),
    malformed: () => seen.push('malformed'),
  });
  return { frames, seen };
}

const packet = (type: number, text: string) => {
  const body = Buffer.from(text);
  const { length } = body;
  const header = length < 128 ? [type, length] : [type, (length & 127) | 128, length >> 7];
  return Buffer.concat([Buffer.from(header), body]);
};

describe('Frames', () => {
  const three = Buffer.concat([packet(1, 'một'), packet(2, ''), packet(3, 'x'.repeat(200))]);
  const whole = [`1:${Buffer.from('một').toString('latin1')}`, '2:', `3:${'x'.repeat(200)}`];

  it.each([1, 2, 3, 7, 100, 300])('cuts the same packets from chunks of %d bytes', (size) => {
    const { frames, seen } = setup();
    for (let at = 0; at < three.length; at += size) frames.push(three.subarray(at, at + size));
    expect(seen).toEqual(whole);
  });

  it('stops at a packet over the limit as soon as its length is known', () => {
    const { frames, seen } = setup(100);
    frames.push(packet(1, 'x'.repeat(98)));
    frames.push(packet(3, 'x'.repeat(98 + 2)).subarray(0, 2));
    frames.push(packet(1, 'never'));
    expect(seen).toEqual([`1:${'x'.repeat(98)}`, 'oversized 102']);
  });

  it('stops at a remaining length of five bytes', () => {
    const { frames, seen } = setup();
    frames.push(Buffer.from([0x10, 0xff, 0xff, 0xff, 0xff, 0x01]));
    expect(seen).toEqual(['malformed']);
  });

  it('keeps what comes while it is held, and goes on where it was', () => {
    const { frames, seen } = setup();
    frames.hold();
    for (let at = 0; at < three.length; at += 50) frames.push(three.subarray(at, at + 50));
    expect(seen).toEqual([]);
    frames.release();
    expect(seen).toEqual(whole);
  });
});
