import { incidentOf } from '@toancanh/domains';
import { IncidentInput, Shape } from '@toancanh/events';
import { Incidents, type IncidentSending } from './incidents.js';
import { provinceOf } from './province.js';
import { type Scenario, scenarioOf } from './scenario.js';
import { Scene } from './scene.js';
import { binhDuong, NOON } from './testing/binh-duong.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const sites = provinceOf(binhDuong, 1);
const shape = new Shape(IncidentInput);

function incidentsOf(from: number, hours: number, scenario?: Scenario): readonly IncidentSending[] {
  const scene = new Scene({ seed: 1, sites, offset: 7 * HOUR, ...(scenario && { scenario }) });
  const incidents = new Incidents(sites, scene);
  return Array.from({ length: hours * 60 }, (_, m) => incidents.beginning(from + m * MINUTE)).flat();
}
const MIDNIGHT = NOON - 14 * HOUR;
const day = incidentsOf(MIDNIGHT, 24);
const isCase = ({ incident }: IncidentSending) => incident.kind.startsWith('case_');

describe('Incidents', () => {
  it.each([
    { what: 'camera alarms', source: 'fleet-camera-heartbeat', events: 7_200 },
    { what: 'panel alarms', source: 'fleet-fire-panels', events: 1_500 },
    { what: 'cases of 113, 114, 115 and 1022', source: 'fleet-case', events: 15_000 },
  ])('has about $events $what a day', ({ source, events }) => {
    const count = day.filter(({ incident }) => incident.source.startsWith(source)).length;
    expect(count / events).toBeGreaterThan(0.93);
    expect(count / events).toBeLessThan(1.07);
  });

  it('sends what the door takes: kinds of the closed lists, each with a name of its own', () => {
    expect(day.filter(({ incident }) => !shape.check(incident) || !incidentOf(incident.kind))).toEqual([]);
    const begun = day.filter(({ incident, sendAt }) => incident.at === sendAt && !incident.ends);
    const names = new Set(begun.map(({ incident }) => `${incident.source}\n${incident.id}`));
    expect(names.size).toBe(begun.length);
  });

  it('ends each alarm that raises an alert', () => {
    const ended = new Set(day.map(({ incident }) => incident.ends));
    const open = day.filter(
      ({ incident: { id, kind, ends } }) => !ends && incidentOf(kind)!.alarm !== false && !ended.has(id),
    );
    expect(open).toEqual([]);
  });

  it('tells five steps of a case, the last of which ends it', () => {
    const cases = day.filter(isCase);
    const one = cases.filter(({ incident }) => [incident.id, incident.ends].includes(cases[0]!.incident.id));
    expect(one).toHaveLength(5);
    expect(one.map(({ incident }) => incident.text)).toEqual([
      ...['tiếp nhận', 'đã điều lực lượng', 'có mặt tại hiện trường', 'bàn giao', 'kết thúc'],
    ]);
    expect(one.map(({ sendAt }) => sendAt)).toEqual(one.map(({ sendAt }) => sendAt).sort((a, b) => a - b));
    expect(one.at(-1)!.incident.ends).toBe(one[0]!.incident.id);
  });

  it('names a few areas by codes that ended with the reform', () => {
    const old = day.filter(({ incident }) => incident.area !== undefined);
    expect(old.length).toBeGreaterThan(0);
    expect(old.length / day.filter(isCase).length).toBeLessThan(0.01);
    expect(old.filter(({ incident }) => binhDuong.areas.at(incident.area!, NOON))).toEqual([]);
  });

  it('is called five times as often in a storm', () => {
    const stormy = incidentsOf(NOON, 2, scenarioOf('storm', NOON - HOUR, 24 * HOUR)).filter(isCase);
    const calm = incidentsOf(NOON, 2).filter(isCase);
    expect(stormy.length / calm.length).toBeGreaterThan(4);
    expect(stormy.length / calm.length).toBeLessThan(6);
  });

  it('has the panels of one block alarm as a fire comes to them, each once, and end with it', () => {
    const fire = scenarioOf('fire', NOON + 30_000);
    const burning = incidentsOf(NOON, 1, fire).filter(({ incident }) => /^fire-/.test(incident.id));
    const begun = burning.filter(({ incident }) => !incident.ends);
    expect(begun.length).toBeGreaterThan(3);
    expect(new Set(begun.map(({ incident }) => incident.source)).size).toBe(begun.length);
    for (const { sendAt } of begun) expect(sendAt).toBeGreaterThanOrEqual(fire.start);
    for (const { incident, sendAt } of burning) if (incident.ends) expect(sendAt).toBe(fire.end);
  });

  it('is the same in every run', () => {
    expect(incidentsOf(NOON, 1)).toEqual(incidentsOf(NOON, 1));
  });
});
