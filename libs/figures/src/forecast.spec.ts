import { forecastOf } from './forecast.js';
import type { Pace } from './pace.js';
import type { Target } from './targets.js';

/** So much a day, drawn from a level at day 0; ten days were seen, so it is worth twenty. */
const DAY = 86_400_000;
const pace = (perDay: number, level: number): Pace => ({
  slope: perDay / DAY,
  from: { at: 0, value: level },
  seen: 10 * DAY,
});
const target = (value: number, day = -1_000): Target => ({ from: day * DAY, value });

//  96 ──╲              target 90
//        ╲───────── 90 crossed at day 6
describe('the day on which a target will be missed or met', () => {
  it.each([
    { value: 96, perDay: -1, level: 96, targets: [target(90)], what: 'miss', day: 6, why: 'falling to it' },
    { value: 84, perDay: 1, level: 84, targets: [target(90)], what: 'meet', day: 6, why: 'rising to it' },
    { value: 96, perDay: 1, level: 96, targets: [target(90)], what: null, why: 'it moves away from it' },
    { value: 84, perDay: -1, level: 84, targets: [target(90)], what: null, why: 'it gets worse still' },
    { value: 96, perDay: 0, level: 96, targets: [target(90)], what: null, why: 'it does not move' },
    {
      value: 96,
      perDay: -0.1,
      level: 96,
      targets: [target(90)],
      what: null,
      why: '60 days are too far ahead',
    },
    {
      value: 96,
      perDay: -1,
      level: 96,
      targets: [target(90), target(95, 3)],
      what: 'miss',
      day: 3,
      why: 'a higher target begins before the old one is crossed',
    },
    {
      value: 96,
      perDay: -1,
      level: 96,
      targets: [target(90), target(80, 5)],
      what: 'miss',
      day: 16,
      why: 'a lower target begins before the old one is crossed',
    },
    {
      value: 84,
      perDay: 0.5,
      level: 84,
      targets: [target(90), target(85, 4)],
      what: 'meet',
      day: 4,
      why: 'the target itself comes down to it',
    },
    {
      value: 91,
      perDay: -1,
      level: 89,
      targets: [target(90)],
      what: 'miss',
      day: 0,
      why: 'the line is below it',
    },
    {
      value: 91,
      perDay: 1,
      level: 89,
      targets: [target(90)],
      what: null,
      why: 'kept now, and getting better',
    },
    { value: 96, perDay: -1, level: 96, targets: [], what: null, why: 'nothing is aimed at' },
    {
      value: 96,
      perDay: -1,
      level: 96,
      targets: [target(90, 3)],
      what: null,
      why: 'nothing is aimed at yet',
    },
  ] as const)(
    '$value, $perDay a day: $what on day $day, $why',
    ({ value, perDay, level, targets, what, ...row }) => {
      const forecast = forecastOf(value, pace(perDay, level), targets, 'higher', 0);
      expect(forecast).toEqual(what === null ? null : { what, at: ('day' in row ? row.day : 0) * DAY });
    },
  );

  it('of a figure that should be low is crossed upwards', () => {
    expect(forecastOf(4, pace(0.5, 4), [target(5)], 'lower', 0)).toEqual({ what: 'miss', at: 2 * DAY });
    expect(forecastOf(6, pace(-0.5, 6), [target(5)], 'lower', 0)).toEqual({ what: 'meet', at: 2 * DAY });
  });
});
