import type { AlertState, AlertView, Priority } from '@toancanh/events';
import { countsByPriority, lookOf, orderAlerts, rowsOf } from './alert-rows.js';

const NOW = Date.parse('2026-11-23T07:00:00.000Z');

function alert(id: string, priority: Priority, state: AlertState, minutesAgo = 1): AlertView {
  const at = new Date(NOW - minutesAgo * 60_000).toISOString();
  return {
    id,
    version: 1,
    rule: 'r',
    ruleVersion: 1,
    priority,
    state,
    title: { vi: id, en: id },
    domain: 'environment',
    metric: 'pm25',
    area: 'a',
    since: at,
    raisedAt: at,
    inputs: [],
    history: [{ version: 1, at, what: 'raised' }],
    simulated: false,
  };
}

const ids = (alerts: readonly AlertView[]) => alerts.map(({ id }) => id);

describe('orderAlerts', () => {
  it('sorts by priority, then unacknowledged, then the youngest', () => {
    const alerts = [
      alert('p2 seen young', 2, 'acknowledged', 1),
      alert('p4', 4, 'unacknowledged', 1),
      alert('p1 seen', 1, 'acknowledged', 50),
      alert('p2 new old', 2, 'unacknowledged', 60),
      alert('p2 new young', 2, 'unacknowledged', 5),
      alert('p2 over, unseen', 2, 'returned', 7),
    ];
    expect(ids(orderAlerts(alerts))).toEqual([
      'p1 seen',
      'p2 new young',
      'p2 over, unseen',
      'p2 new old',
      'p2 seen young',
      'p4',
    ]);
  });

  it('puts what is over and seen behind everything open', () => {
    const alerts = [alert('over', 1, 'normal', 4.9), alert('p4', 4, 'acknowledged', 600)];
    expect(ids(orderAlerts(alerts))).toEqual(['p4', 'over']);
  });

  it('does not depend on the order of arrival', () => {
    const alerts = [alert('b', 3, 'unacknowledged'), alert('a', 3, 'unacknowledged')];
    expect(ids(orderAlerts(alerts))).toEqual(ids(orderAlerts(alerts.toReversed())));
  });
});

describe('rowsOf', () => {
  const flood = orderAlerts([
    ...Array.from({ length: 3 }, (_, i) => alert(`1-${i}`, 1, 'unacknowledged')),
    ...Array.from({ length: 6 }, (_, i) => alert(`3-${i}`, 3, 'unacknowledged')),
    ...Array.from({ length: 11 }, (_, i) => alert(`4-${i}`, 4, 'acknowledged')),
  ]);

  it.each([
    { lines: 100, shown: 20, folded: [], why: 'everything fits' },
    { lines: 12, shown: 4, folded: ['3+5', '4+11'] },
    { lines: 9.3, shown: 3, folded: ['3+6', '4+11'] },
    { lines: 4.7, shown: 0, folded: ['1+3', '3+6', '4+11'], why: 'a count is better than a silent cut' },
    { lines: 0, shown: 0, folded: ['1+3', '3+6', '4+11'] },
  ])('$lines lines show $shown', ({ lines, shown, folded }) => {
    const rows = rowsOf(flood, lines);
    expect(rows.shown).toHaveLength(shown);
    expect(rows.folded.map(({ priority, count }) => `${priority}+${count}`)).toEqual(folded);
  });

  it('shown and folded are all that is open, whatever the lines', () => {
    for (let lines = 0; lines < 60; lines += 0.7) {
      const { shown, folded } = rowsOf(flood, lines);
      expect(shown.length + folded.reduce((sum, { count }) => sum + count, 0)).toBe(flood.length);
    }
  });

  it('after-images only fill what is left, and are never counted', () => {
    const alerts = orderAlerts([alert('open', 4, 'acknowledged'), alert('over', 1, 'normal', 1)]);
    expect(ids(rowsOf(alerts, 5).shown)).toEqual(['open', 'over']);
    expect(rowsOf(alerts, 3)).toEqual({ shown: [alerts[0]], folded: [] });
    expect(countsByPriority(alerts)).toEqual([0, 0, 0, 1]);
  });
});

describe('lookOf', () => {
  it.each([
    {
      state: 'unacknowledged',
      priority: 2,
      unseen: 3,
      hatched: false,
      looks: 'filled outline filled outline',
    },
    { state: 'acknowledged', priority: 2, unseen: 3, hatched: false, looks: 'filled filled filled filled' },
    { state: 'returned', priority: 2, unseen: 3, hatched: false, looks: 'outline outline dim dim' },
    {
      state: 'unacknowledged',
      priority: 2,
      unseen: 11,
      hatched: false,
      looks: 'filled filled filled filled',
    },
    {
      state: 'unacknowledged',
      priority: 1,
      unseen: 11,
      hatched: false,
      looks: 'filled outline filled outline',
    },
    {
      state: 'unacknowledged',
      priority: 1,
      unseen: 1,
      hatched: true,
      looks: 'outline outline outline outline',
    },
    { state: 'normal', priority: 1, unseen: 0, hatched: false, looks: 'grey grey grey grey' },
  ] as const)(
    '$state P$priority of $unseen, hatched $hatched: $looks',
    ({ state, priority, unseen, hatched, looks }) => {
      const seconds = [0, 1, 2, 3].map((second) =>
        lookOf(alert('a', priority, state), second, unseen, hatched),
      );
      expect(seconds.join(' ')).toBe(looks);
    },
  );
});
