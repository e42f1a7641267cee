import { stateName } from './state-name.js';

describe('stateName', () => {
  it.each([
    { metric: 'signal_ok', value: 0, name: { vi: 'hỏng', en: 'out' }, why: 'a state' },
    { metric: 'signal_ok', value: 1, name: { vi: 'hoạt động', en: 'working' }, why: 'another' },
    { metric: 'signal_ok', value: -0, name: { vi: 'hỏng', en: 'out' }, why: 'a zero with a sign' },
    { metric: 'signal_ok', value: 0.5, name: undefined, why: 'a mean of states is none' },
    { metric: 'signal_ok', value: 7, name: undefined, why: 'nobody named it' },
    { metric: 'pm25', value: 0, name: undefined, why: 'no state' },
    { metric: 'nobody_knows', value: 0, name: undefined, why: 'no metric' },
  ])('of $metric $value is $name.vi: $why', ({ metric, value, name }) => {
    expect(stateName(metric, value)).toEqual(name);
  });
});
