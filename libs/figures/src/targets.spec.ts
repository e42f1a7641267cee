import { targetAt, targetsOf } from './targets.js';

const ZONE = 'Asia/Ho_Chi_Minh';
const at = (text: string) => Date.parse(`${text}+07:00`);
const DECLARED = [
  { from: '2026-01-01', value: 95 },
  { from: '2025-01-01', value: 90 },
  { from: '2025-07-01', value: 80, areas: ['far'] },
];

describe('the target in force', () => {
  it.each([
    { when: '2024-12-31T23:59:59', area: 'near', value: undefined, why: 'nothing was aimed at yet' },
    { when: '2025-01-01T00:00:00', area: 'near', value: 90, why: 'a target begins with its local day' },
    { when: '2025-12-31T23:59:59', area: 'near', value: 90, why: 'the next one has not begun' },
    {
      when: '2026-01-01T00:00:00',
      area: 'near',
      value: 95,
      why: 'the new one, whatever the order of the list',
    },
    {
      when: '2026-06-01T00:00:00',
      area: 'far',
      value: 80,
      why: 'an area with a plan of its own has only that',
    },
    { when: '2025-06-30T00:00:00', area: 'far', value: undefined, why: 'also before its own plan began' },
  ])('$area at $when: $value, $why', ({ when, area, value }) => {
    expect(targetAt(targetsOf(DECLARED, area, ZONE), at(when))?.value).toBe(value);
  });

  it('of the past is the same after a new one was added', () => {
    const then = at('2026-03-01T00:00:00');
    const after = [...DECLARED, { from: '2026-10-01', value: 98 }];
    expect(targetAt(targetsOf(after, 'near', ZONE), then)).toEqual(
      targetAt(targetsOf(DECLARED, 'near', ZONE), then),
    );
  });
});
