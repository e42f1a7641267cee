import { Clock } from '@toancanh/runtime';
import { LogTime } from './log-time.js';

const AT = 1_000_000;
const MINUTE = 60_000;

describe('LogTime', () => {
  it.each([
    { stamp: AT + 30, corrects: 0, why: 'stamped between question and answer' },
    { stamp: AT - 5_000, corrects: 0, why: 'as far ahead as is borne' },
    { stamp: AT - 5_001, corrects: -5_001, why: 'a machine ahead' },
    { stamp: AT + 100 + 10 * MINUTE, corrects: 10 * MINUTE, why: 'a machine ten minutes behind' },
  ])('$why: corrects by $corrects ms', ({ stamp, corrects }) => {
    const time = new LogTime(Object.assign(new Clock(), { now: () => AT + 100 }), 5_000);
    time.compare(AT, stamp, AT + 100);
    expect(time.now() - AT - 100).toBe(corrects);
  });

  it('goes back to the machine’s clock when that is right again', () => {
    const time = new LogTime(Object.assign(new Clock(), { now: () => AT }), 5_000);
    time.compare(AT, AT + MINUTE, AT);
    expect(time.isCorrected).toBe(true);
    time.compare(AT, AT, AT);
    expect([time.isCorrected, time.now()]).toEqual([false, AT]);
  });
});
