import type { DossierEvent } from '@toancanh/events';
import { local, step } from '../testing/steps.js';
import { DossierBook } from './dossier-book.js';
import { noDossiers } from './dossier-counts.js';

const monthOf = (at: number) => new Date(at + 7 * 3_600_000).toISOString().slice(0, 7);
const book = (most = 1_000) => new DossierBook({ most, monthOf });
const asked = (at: string, soon = at) => ({
  at: local(at),
  soon: local(soon),
  from: '2024-01',
  to: '2024-01',
});
const due = local('2024-01-09 17:00');
const received = step('received', '2024-01-02 08:00', { due });
const resolved = step('resolved', '2024-01-10 08:00', { payment: 'online', signedResult: true });

function taken(events: readonly DossierEvent[], into = book()): DossierBook {
  for (const event of events) into.take(event);
  return into;
}

describe('DossierBook', () => {
  it('counts a dossier as it goes: open, due soon, overdue, ended late', () => {
    const one = taken([received]);
    const countsAt = (at: string, soon: string) => one.counts(asked(at, soon))[0]!.counts;

    expect(countsAt('2024-01-03 08:00', '2024-01-06 08:00')).toMatchObject({
      received: 1,
      open: 1,
      onTime: 1,
      dueSoon: 0,
    });
    expect(countsAt('2024-01-08 08:00', '2024-01-10 08:00')).toMatchObject({
      open: 1,
      onTime: 1,
      dueSoon: 1,
    });
    expect(countsAt('2024-01-09 18:00', '2024-01-12 08:00')).toMatchObject({
      ...{ open: 1, overdue: 1, late: 1, onTime: 0, dueSoon: 0, breaches: 1 },
    });
    taken([resolved], one);
    expect(countsAt('2024-01-20 08:00', '2024-01-22 08:00')).toEqual({
      ...noDossiers(),
      ...{
        total: 1,
        received: 1,
        ended: 1,
        late: 1,
        onlineFull: 1,
        withFee: 1,
        paidOnline: 1,
        signedResults: 1,
        breaches: 1,
      },
    });
  });

  it('says which are due soon, the nearest first', () => {
    const two = taken([received, { ...received, dossier: 'second', due: due - 1 }]);
    const soon = { at: local('2024-01-08 08:00'), soon: local('2024-01-10 08:00') };
    expect(two.dueSoon(soon, 9).map(({ dossier, due: at }) => [dossier, at])).toEqual([
      ['second', due - 1],
      [received.dossier, due],
    ]);
    expect(two.dueSoon(soon, 1)).toHaveLength(1);
  });

  it('counts the same whatever order events come in, twice or once, asked in between or not', () => {
    const events = [
      received,
      step('transferred', '2024-01-05 08:00', { unit: 'b', due: local('2024-01-06 08:00') }),
      resolved,
    ];
    const expected = taken(events).counts(asked('2024-01-31 08:00'));
    const other = book();
    for (const event of [...events.toReversed(), ...events]) {
      other.take(event);
      other.counts(asked('2024-01-31 08:00'));
    }
    expect(other.counts(asked('2024-01-31 08:00'))).toEqual(expected);
    expect(other.steps).toBe(3);
  });

  it('counts an end in the month by its own month: received before, ended in it', () => {
    const before = taken([step('received', '2023-12-20 08:00', { due }), resolved]);
    expect(before.counts(asked('2024-01-31 08:00'))[0]!.counts).toMatchObject({
      total: 1,
      received: 0,
      ended: 1,
    });
    expect(before.counts({ ...asked('2024-01-31 08:00'), from: '2024-02', to: '2024-02' })).toEqual([]);
  });

  it('puts a breach down to the unit that made it, not to the one that holds it', () => {
    const shared = taken([
      received,
      step('transferred', '2024-01-03 08:00', { unit: 'b', due: local('2024-01-04 08:00') }),
      step('transferred', '2024-01-10 08:00', { unit: 'c' }),
    ]);
    const counts = new Map(shared.counts(asked('2024-01-11 08:00')).map((one) => [one.unit, one.counts]));
    expect(counts.get('b')).toMatchObject({ breaches: 1, overdue: 0 });
    expect(counts.get('c')).toMatchObject({ breaches: 0, overdue: 1 });
  });

  it('takes no more dossiers than it has room for, and says so; those it has go on', () => {
    const full = taken([received], book(1));
    expect(full.take({ ...received, dossier: 'second' })).toBe('untracked');
    expect(full.take(resolved)).toBe('accepted');
    expect(full).toMatchObject({ size: 1, untracked: 1 });
  });

  it('forgets what nothing happens to, and uses its room again', () => {
    const old = taken([received, { ...resolved, dossier: 'second', at: local('2024-02-01 08:00') }]);
    expect(old.forget(local('2024-01-15 08:00'))).toBe(1);
    expect(old).toMatchObject({ size: 1, steps: 1 });
    expect(old.counts(asked('2024-01-31 08:00'))).toEqual([]);
    expect(old.take(received)).toBe('accepted');
    expect(old.counts(asked('2024-01-31 08:00'))[0]!.counts.received).toBe(1);
  });

  it('does not count what was refused at the counter', () => {
    const refused = taken([step('registered', '2024-01-02 08:00'), step('refused', '2024-01-02 09:00')]);
    expect(refused.counts(asked('2024-01-31 08:00'))).toEqual([]);
  });
});
