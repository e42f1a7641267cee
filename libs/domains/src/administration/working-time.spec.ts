import { CALENDAR_2024, local } from './testing/steps.js';
import { WorkingTime } from './working-time.js';

const time = new WorkingTime([CALENDAR_2024], 'Asia/Ho_Chi_Minh');
const HOUR = 3_600_000;

/** Monday to Friday, 07:30 to 11:30 and 13:00 to 17:00: the working time of Vietnamese offices; deadlines count it. */
describe('WorkingTime', () => {
  it.each([
    { at: '2024-01-02 07:29', is: false, why: 'before the doors open' },
    { at: '2024-01-02 07:30', is: true, why: 'they open' },
    { at: '2024-01-02 11:30', is: false, why: 'noon' },
    { at: '2024-01-02 16:59', is: true, why: 'the last minute' },
    { at: '2024-01-06 09:00', is: false, why: 'Saturday' },
    { at: '2024-02-14 09:00', is: false, why: 'the last day of Tết' },
    { at: '2024-02-15 09:00', is: true, why: 'the span of days off is half-open' },
  ])('$at is working: $is, $why', ({ at, is }) => {
    expect(time.isWorking(local(at))).toBe(is);
  });

  it.each([
    { from: '2024-01-02 08:00', hours: 1, is: '2024-01-02 09:00', why: 'within the morning' },
    { from: '2024-01-02 11:00', hours: 1, is: '2024-01-02 13:30', why: 'over noon' },
    { from: '2024-01-05 16:00', hours: 2, is: '2024-01-08 08:30', why: 'over the weekend' },
    { from: '2024-02-07 16:00', hours: 2, is: '2024-02-15 08:30', why: 'over Tết' },
    { from: '2024-01-06 20:00', hours: 8, is: '2024-01-08 17:00', why: 'from a Saturday night' },
    { from: '2024-01-02 08:00', hours: 24, is: '2024-01-05 08:00', why: 'three working days' },
  ])('$hours h after $from is $is: $why', ({ from, hours, is }) => {
    const at = time.after(local(from), hours * HOUR);
    expect(at).toBe(local(is));
    expect(time.between(local(from), at)).toBe(hours * HOUR);
  });

  it('is due after so many days of eight hours', () => {
    expect(time.dueAfter(local('2024-01-02 08:00'), 5)).toBe(local('2024-01-09 08:00'));
  });

  it.each([
    { from: '2024-01-05 10:00', to: '2024-01-08 09:00', days: 1, why: 'Friday to Monday' },
    { from: '2024-01-05 10:00', to: '2024-01-05 16:00', days: 0, why: 'the same day' },
    { from: '2024-02-07 10:00', to: '2024-02-16 10:00', days: 2, why: 'over Tết' },
  ])('$days working days from $from to $to: $why', ({ from, to, days }) => {
    expect(time.daysBetween(local(from), local(to))).toBe(days);
  });

  it.each([
    { at: '2024-01-02 10:00', is: '2024-01-02 17:00', why: 'the same day' },
    { at: '2024-01-02 15:00', is: '2024-01-03 07:30', why: 'from three o’clock on, the next morning' },
    { at: '2024-01-05 15:30', is: '2024-01-08 07:30', why: 'after the weekend' },
    { at: '2024-01-06 10:00', is: '2024-01-08 07:30', why: 'filed online on a Saturday' },
  ])('received at $at is handed over by $is: $why', ({ at, is }) => {
    expect(time.handedOver(local(at))).toBe(local(is));
  });

  it('works a day in exchange', () => {
    const swapped = new WorkingTime([{ ...CALENDAR_2024, daysWorked: ['2024-05-04'] }], 'Asia/Ho_Chi_Minh');
    expect(swapped.isWorkingDay(local('2024-05-04 09:00'))).toBe(true);
    expect(time.isWorkingDay(local('2024-05-04 09:00'))).toBe(false);
  });

  it('takes the calendar of the year before where there is none', () => {
    expect(time.isWorking(local('2025-01-02 09:00'))).toBe(true);
  });
});
