import { BROKER_LIMITS } from '../limits.js';
import { type Answer, Outbox } from './outbox.js';

const answer = (n: number): Answer => ({ topic: 'toancanh/v1/gw-1/rejected', payload: String(n) });

/** What a line was given, and the broker's word for each. */
class Line {
  readonly sent: string[] = [];
  readonly told: ((isTaken: boolean) => void)[] = [];
  readonly send = ({ payload }: Answer, told: (isTaken: boolean) => void): void => {
    this.sent.push(payload);
    this.told.push(told);
  };
}

describe('Outbox', () => {
  let dropped: number;
  let outbox: Outbox;
  beforeEach(() => {
    dropped = 0;
    outbox = new Outbox(() => (dropped += 1));
  });

  it('keeps what comes without a line, and sends it in order', () => {
    for (const n of [1, 2, 3]) outbox.post(answer(n));
    const line = new Line();
    outbox.opened(line.send);
    expect(line.sent).toEqual(['1', '2', '3']);
    for (const told of line.told) told(true);
    expect(outbox.size).toBe(0);
    expect(dropped).toBe(0);
  });

  it('sends again on the next line what the broker has not taken on this one', () => {
    const first = new Line();
    outbox.opened(first.send);
    for (const n of [1, 2, 3]) outbox.post(answer(n));
    first.told[1]!(true);
    outbox.closed();
    first.told[0]!(true);
    outbox.post(answer(4));
    const second = new Line();
    outbox.opened(second.send);
    expect(second.sent).toEqual(['1', '3', '4']);
    // Of the line that is over, so it says nothing of this one.
    first.told[2]!(false);
    expect(outbox.size).toBe(3);
    expect(dropped).toBe(0);
  });

  it('counts what the broker refuses, and does not send it again', () => {
    const line = new Line();
    outbox.opened(line.send);
    outbox.post(answer(1));
    line.told[0]!(false);
    expect(outbox.size).toBe(0);
    expect(dropped).toBe(1);
  });

  it('has a few on the way at once', () => {
    const line = new Line();
    outbox.opened(line.send);
    for (let n = 0; n <= BROKER_LIMITS.answersInFlight; n += 1) outbox.post(answer(n));
    expect(line.sent).toHaveLength(BROKER_LIMITS.answersInFlight);
    line.told[0]!(true);
    expect(line.sent).toHaveLength(BROKER_LIMITS.answersInFlight + 1);
  });

  it('drops the oldest that waits when it is full', () => {
    for (let n = 0; n < BROKER_LIMITS.answers + 2; n += 1) outbox.post(answer(n));
    expect(outbox.size).toBe(BROKER_LIMITS.answers);
    expect(dropped).toBe(2);
    const line = new Line();
    outbox.opened(line.send);
    expect(line.sent[0]).toBe('2');
  });
});
