import type { Alert } from '@toancanh/events';
import { alertView } from './views.js';

const alert = (change: Partial<Alert>): Alert => ({
  ...{ id: 'a', version: 1, rule: 'r', ruleVersion: 1, priority: 3, state: 'unacknowledged' },
  ...{ title: { vi: 'Đèn tín hiệu hỏng', en: 'Traffic signal out' }, domain: 'traffic', metric: 'signal_ok' },
  ...{ sensor: 's', area: 'a', since: 0, raisedAt: 0, inputs: [], history: [], simulated: false },
  ...change,
});

describe('alertView', () => {
  it.each([
    { change: { value: 0 }, name: { vi: 'hỏng', en: 'out' }, why: 'a state has a name' },
    { change: { value: 0.8 }, name: undefined, why: 'a mean of states has none' },
    { change: { metric: 'pm25', value: 0 }, name: undefined, why: 'a measured value has none' },
    { change: {}, name: undefined, why: 'silence has no value' },
  ])('names the value $name.vi: $why', ({ change, name }) => {
    const view = alertView(alert(change));
    expect(view.valueName).toEqual(name);
    expect('valueName' in view).toBe(name !== undefined);
    expect(view.value).toBe(change.value);
  });
});
