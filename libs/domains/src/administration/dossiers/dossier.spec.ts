import { local, step } from '../testing/steps.js';
import { breachOf } from './breach.js';
import { dossierOf } from './dossier.js';
import { STATE } from './moves.js';

const due = local('2024-01-09 17:00');
const life = [
  step('received', '2024-01-02 08:00', { due }),
  step('supplement_requested', '2024-01-03 08:00'),
  step('supplemented', '2024-01-04 08:00', { payment: 'online' }),
  step('transferred', '2024-01-05 08:00', { unit: 'so-tai-nguyen', due: local('2024-01-08 08:00') }),
  step('resolved', '2024-01-12 08:00', { unit: 'so-tai-nguyen', signedResult: true }),
  step('returned', '2024-01-13 08:00', { unit: 'so-tai-nguyen' }),
];

function permutations<T>(all: readonly T[]): T[][] {
  if (all.length < 2) return [[...all]];
  return all.flatMap((one, i) =>
    permutations([...all.slice(0, i), ...all.slice(i + 1)]).map((rest) => [one, ...rest]),
  );
}

describe('dossierOf', () => {
  it('is what its events say', () => {
    expect(dossierOf(life)).toMatchObject({
      state: STATE.returned,
      unit: 'so-tai-nguyen',
      accepted: local('2024-01-02 08:00'),
      processed: local('2024-01-12 08:00'),
      due,
      payment: 'online',
      signedResult: true,
      requests: 1,
      supplementTime: 86_400_000,
      flagged: [],
    });
  });

  it('is the same in every order of arrival, and with every event twice', () => {
    const expected = dossierOf(life);
    for (const order of permutations(life))
      expect(dossierOf([...order, ...order.toReversed()])).toEqual(expected);
  });

  it('chooses between two tellings of one step by what they say, not by which came first', () => {
    const other = step('received', '2024-01-02 08:00', { due: due + 1 });
    expect(dossierOf([life[0]!, other])).toEqual(dossierOf([other, life[0]!]));
    expect(dossierOf([life[0]!, other])!.flagged).toEqual([]);
  });

  it.each([
    {
      why: 'what cannot be is kept, flagged, and moves nothing',
      steps: [
        step('received', '2024-01-02 08:00'),
        step('withdrawn', '2024-01-03 08:00'),
        step('resolved', '2024-01-04 08:00'),
      ],
      state: STATE.withdrawn,
      flagged: [{ step: 'resolved', at: local('2024-01-04 08:00'), move: 'impossible' }],
    },
    {
      why: 'a lost reception: accepted when that is known first',
      steps: [step('resolved', '2024-01-04 08:00')],
      state: STATE.processed,
      flagged: [{ step: 'resolved', at: local('2024-01-04 08:00'), move: 'gap' }],
    },
    {
      why: 'received twice, a minute apart',
      steps: [step('received', '2024-01-02 08:00'), step('received', '2024-01-02 08:01')],
      state: STATE.accepted,
      flagged: [{ step: 'received', at: local('2024-01-02 08:01'), move: 'impossible' }],
    },
    {
      why: 'at one instant, what can only follow is later',
      steps: [
        step('returned', '2024-01-04 08:00'),
        step('resolved', '2024-01-04 08:00'),
        step('received', '2024-01-04 08:00'),
      ],
      state: STATE.returned,
      flagged: [],
    },
  ])('$why', ({ steps, state, flagged }) => {
    expect(dossierOf(steps)).toMatchObject({ state, flagged });
    expect(dossierOf(steps)!.accepted).toBeDefined();
  });

  it('takes the newest promise and counts how often it was put off', () => {
    const dossier = dossierOf([life[0]!, step('processing', '2024-01-08 08:00', { due: due + 86_400_000 })])!;
    expect(dossier).toMatchObject({ due: due + 86_400_000, reappointed: 1 });
  });

  it('is nothing without events', () => {
    expect(dossierOf([])).toBeUndefined();
  });
});

describe('breachOf', () => {
  const received = step('received', '2024-01-02 08:00', { due });
  const share = { unit: 'b', due: local('2024-01-05 08:00') };
  const rest = { unit: 'c' };

  it.each([
    {
      why: 'b kept it two days beyond its share, c had its own share left',
      steps: [
        received,
        step('transferred', '2024-01-03 08:00', share),
        step('transferred', '2024-01-07 08:00', rest),
        step('resolved', '2024-01-10 08:00', rest),
      ],
      unit: 'b',
    },
    {
      why: 'b was a day late, and c, to whom it came a day late, less than that',
      steps: [
        received,
        step('transferred', '2024-01-03 08:00', share),
        step('transferred', '2024-01-06 08:00', rest),
        step('resolved', '2024-01-11 08:00', rest),
      ],
      unit: 'b',
    },
    {
      why: 'b passed it on in time, c did not end in time',
      steps: [
        received,
        step('transferred', '2024-01-03 08:00', share),
        step('transferred', '2024-01-05 08:00', rest),
        step('resolved', '2024-01-11 08:00', rest),
      ],
      unit: 'c',
    },
    {
      why: 'nobody named a share: who held it when the promise ran out',
      steps: [received, step('resolved', '2024-01-11 08:00')],
      unit: 'so-xay-dung',
    },
    {
      why: 'waiting for the supplement is not b’s',
      steps: [
        received,
        step('transferred', '2024-01-03 08:00', share),
        step('supplement_requested', '2024-01-04 08:00', { unit: 'b' }),
        step('supplemented', '2024-01-08 08:00', { unit: 'b' }),
        step('transferred', '2024-01-08 09:00', rest),
        step('resolved', '2024-01-20 08:00', rest),
      ],
      unit: 'c',
    },
  ])('$unit: $why', ({ steps, unit }) => {
    expect(breachOf(dossierOf(steps)!, local('2024-03-01 08:00'))?.unit).toBe(unit);
  });

  it('is nobody’s while it is in time', () => {
    expect(breachOf(dossierOf([received])!, local('2024-01-09 17:00'))).toBeUndefined();
    expect(breachOf(dossierOf([received])!, local('2024-01-09 17:01'))).toEqual({
      unit: 'so-xay-dung',
      over: 60_000,
    });
  });
});
