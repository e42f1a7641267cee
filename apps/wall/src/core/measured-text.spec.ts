import type { AlertView } from '@toancanh/events';
import { alertValue, measuredText } from './measured-text.js';

describe('measuredText', () => {
  it.each([
    { name: 'pm25', value: 182.54, text: '182,5 µg/m³', why: 'digits and unit of the metric' },
    { name: 'pm25', value: 1, unit: 'mg/m³', text: '1,0 mg/m³', why: 'a unit that came with it' },
    { name: 'signal_ok', value: 0, text: 'hỏng', why: 'a state is named' },
    { name: 'signal_ok', value: 1, text: 'hoạt động', why: 'so is another' },
    { name: 'signal_ok', value: 0.4, text: '0', why: 'a mean of states has no name' },
    { name: 'nobody_knows', value: 2, text: '2,0', why: 'a metric that this page does not know' },
  ])('$name $value is $text: $why', ({ name, value, unit, text }) => {
    expect(measuredText(name, value, unit)).toBe(text);
  });
});

describe('alertValue', () => {
  const alert = (change: Partial<AlertView>): AlertView => ({
    ...{ id: 'a', version: 1, rule: 'r', ruleVersion: 1, priority: 3, state: 'unacknowledged' },
    ...{ title: { vi: 'a', en: 'a' }, domain: 'traffic', metric: 'signal_ok', area: 'a' },
    ...{ since: '', raisedAt: '', inputs: [], history: [], simulated: false },
    ...change,
  });

  it.each([
    { change: { value: 0 }, text: 'hỏng', why: 'an alert of a state, also from a city that names none' },
    {
      change: { value: 9, valueName: { vi: 'bảo trì', en: 'serviced' } },
      text: 'bảo trì',
      why: 'a state that only the city knows',
    },
    { change: { metric: 'pm25', value: 182.5, unit: 'µg/m³' }, text: '182,5 µg/m³', why: 'a measured value' },
    { change: {}, text: '', why: 'silence' },
  ])('is "$text" for $why', ({ change, text }) => {
    expect(alertValue(alert(change))).toBe(text);
  });
});
