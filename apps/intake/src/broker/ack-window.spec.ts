import { AckWindow } from './ack-window.js';

const hex = (bytes: Buffer | undefined) => bytes?.toString('hex');

describe('AckWindow', () => {
  it('acknowledges what settled since the last time, in order, in one piece', () => {
    const window = new AckWindow(10);
    for (const id of [7, 65_535, 300]) window.take(id);
    expect(window.acknowledgements()).toBeUndefined();
    window.settle(7);
    window.settle(65_535);
    expect(hex(window.acknowledgements())).toBe('40020007' + '4002ffff');
    expect(window.acknowledgements()).toBeUndefined();
    window.settle(300);
    expect(hex(window.acknowledgements())).toBe('4002012c');
  });

  it('does not take a message twice that comes again on the same connection', () => {
    const window = new AckWindow(10);
    expect(window.take(1)).toBe(true);
    expect(window.take(1)).toBe(false);
    window.settle(1);
    // Settled, but the broker does not know: still the same message.
    expect(window.take(1)).toBe(false);
    expect(hex(window.acknowledgements())).toBe('40020001');
    // Now it does, and the id is free for another.
    expect(window.take(1)).toBe(true);
    expect(window.acknowledgements()).toBeUndefined();
  });

  //  in hand    0    1    2    3    4
  //  full                           x
  //  half empty x    x    x
  it('is full at its limit and half empty at half of it', () => {
    const window = new AckWindow(4);
    const states: string[] = [];
    for (let id = 0; id <= 4; id += 1) {
      if (id > 0) window.take(id);
      states.push(window.isFull ? 'full' : window.isHalfEmpty ? 'half empty' : '-');
    }
    expect(states).toEqual(['half empty', 'half empty', 'half empty', '-', 'full']);
    window.settle(1);
    expect(window.isFull).toBe(true);
    window.acknowledgements();
    expect(window.isFull).toBe(false);
    expect(window.size).toBe(3);
  });
});
