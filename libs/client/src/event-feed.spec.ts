import type { StreamTick } from '@toancanh/events';
import { EventFeed } from './event-feed.js';
import type { StreamEvent } from './stream-event.js';

const tick = (seq: number): StreamEvent => ({ type: 'tick', data: { seq } as StreamTick });
const picture = { type: 'snapshot', data: { seq: 99 } } as StreamEvent;
const seqOf = ({ data }: StreamEvent) => (data as { seq: number }).seq;

describe('EventFeed', () => {
  const setup = () => {
    const done: EventFeed[] = [];
    return {
      done,
      feed: new EventFeed(
        () => picture,
        (which) => done.push(which),
        3,
      ),
    };
  };

  it('gives what waits, then what comes', async () => {
    const { feed } = setup();
    feed.push(tick(1));
    expect(seqOf((await feed.next()).value as StreamEvent)).toBe(1);
    const coming = feed.next();
    feed.push(tick(2));
    expect(seqOf((await coming).value as StreamEvent)).toBe(2);
  });

  it('gives the whole picture in place of more than a reader keeps up with', async () => {
    const { feed } = setup();
    for (const seq of [1, 2, 3, 4, 5]) feed.push(tick(seq));
    feed.end();
    const seen: number[] = [];
    for await (const event of feed) seen.push(seqOf(event));
    expect(seen).toEqual([99, 5]);
  });

  it('ends for a loop that is left, and says so', async () => {
    const { feed, done } = setup();
    feed.push(tick(1));
    for await (const event of feed) if (seqOf(event) === 1) break;
    feed.push(tick(2));
    expect([done, await feed.next()]).toEqual([[feed], { done: true, value: undefined }]);
  });
});
