import type { Alert, Incident } from '@toancanh/events';
import { IncidentAlerts, type IncidentMeaning } from './incident-alerts.js';
import { Evaluator, type Surroundings } from './evaluator.js';

const hash = (text: string) => `#${text.replaceAll('\n', '/')}`;
const meaning: IncidentMeaning = {
  title: { vi: 'Báo cháy', en: 'Fire alarm' },
  domain: 'security',
  alarm: true,
  simulated: false,
};
const incident = (id: string, at: number, more: Partial<Incident> = {}): Incident => ({
  ...{
    id,
    source: 'panel-7',
    gateway: 'gw',
    at,
    receivedAt: at,
    kind: 'fire_alarm',
    severity: 1,
    area: '25747',
  },
  ...more,
});
const around: Surroundings = {
  hash,
  unitOf: () => undefined,
  pathOf: (area) => [area],
  resolve: (area) => area,
  isSimulated: () => false,
};
const command = (alert: Alert, version = alert.version) => ({
  ...{ id: 'c', what: 'acknowledge' as const, target: alert.id, version, who: 'An', at: 99 },
});

describe('alerts of incidents', () => {
  //  e-1 ──raised──────────────▶ e-2 ends e-1 ──▶ returned
  it('raises one, and returns it when another ends it', () => {
    const alerts = new IncidentAlerts(hash);
    const raised = alerts.take(incident('e-1', 10, { text: 'tầng 3' }), meaning)!;
    expect(raised).toMatchObject({
      id: '#incident:/panel-7/e-1',
      version: 1,
      rule: 'incident:fire_alarm',
      priority: 1,
      state: 'unacknowledged',
      sensor: 'panel-7',
      area: '25747',
      since: 10,
      history: [{ what: 'raised', note: 'tầng 3' }],
    });
    const over = alerts.take(incident('e-2', 20, { ends: 'e-1' }), meaning);
    expect(over).toMatchObject({ id: raised.id, version: 2, state: 'returned', returnedAt: 20 });
    expect([...alerts.open()]).toHaveLength(1);
  });

  it.each([
    { second: incident('e-1', 10), kind: meaning, why: 'the same again' },
    { second: incident('e-1', 11, { severity: 3 }), kind: meaning, why: 'the same, corrected' },
    { second: incident('e-3', 20, { ends: 'e-2' }), kind: meaning, why: 'an end of what nobody knows' },
    { second: incident('e-3', 5, { ends: 'e-1' }), kind: meaning, why: 'an end before the beginning' },
    {
      second: incident('e-4', 20, { source: 'other', ends: 'e-1' }),
      kind: meaning,
      why: "another source's end",
    },
    { second: incident('e-5', 20), kind: { ...meaning, alarm: false }, why: 'what is only recorded' },
  ])('changes nothing: $why', ({ second, kind }) => {
    const alerts = new IncidentAlerts(hash);
    alerts.take(incident('e-1', 10), meaning);
    expect(alerts.take(second, kind)).toBeUndefined();
  });

  it('lives through a restart in the evaluator, is acknowledged there, and raises nothing again', () => {
    const first = new Evaluator([], around);
    first.onIncident(incident('e-1', 10), meaning);
    first.onIncident(incident('e-2', 11), meaning);
    const [one, two] = first.drain();
    expect(first.onCommand(command(one!))).toBe('done');
    const [acknowledged] = first.drain();
    expect(acknowledged).toMatchObject({ id: one!.id, version: 2, state: 'acknowledged' });

    const second = new Evaluator([], around, [acknowledged!, two!]);
    expect(second.drain()).toEqual([]);
    second.onIncident(incident('e-1', 10), meaning);
    second.onIncident(incident('e-3', 30, { ends: 'e-1' }), meaning);
    expect(second.drain()).toMatchObject([{ id: one!.id, version: 3, state: 'normal' }]);
    expect([...second.open()].map(({ id }) => id)).toEqual([two!.id]);
    expect(second.onCommand(command(two!, 7))).toBe('stale');
    expect(second.onCommand({ ...command(two!), target: 'nobody' })).toBe('unknown');
  });
});
