import type { WindowView } from '@toancanh/events';
import { StreamPicture } from './stream-picture.js';

const window = (minute: number, revision: number) =>
  ({
    ...{ metric: 'pm25', area: 'n1', span: '1m', epoch: 1, revision },
    start: new Date(minute * 60_000).toISOString(),
  }) as WindowView;

describe('StreamPicture', () => {
  it.each([
    { then: window(6, 0), stands: '6.0', why: 'a later window' },
    { then: window(5, 1), stands: '5.1', why: 'a correction of the newest' },
    { then: window(4, 1), stands: '5.0', why: 'not a correction of an earlier one' },
  ])('keeps the newest window of a series: $why', ({ then, stands }) => {
    const picture = new StreamPicture();
    picture.merge({ windows: [window(5, 0)] });
    picture.merge({ windows: [then] });
    const [kept] = picture.windows.values();
    expect(`${Date.parse(kept!.start) / 60_000}.${kept!.revision}`).toBe(stands);
  });
});
