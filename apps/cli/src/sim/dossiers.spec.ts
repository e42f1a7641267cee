import { moveOf, STATE_AFTER } from '@toancanh/domains';
import { DossierInput, Shape } from '@toancanh/events';
import { Dossiers } from './dossiers.js';
import { fleetOf } from './fleet.js';
import { Scene } from './scene.js';
import { binhDuong, NOON } from './testing/binh-duong.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const sites = fleetOf(binhDuong, 1).filter(({ domain }) => domain === 'administration');
const scene = new Scene({ seed: 1, sites, offset: 7 * HOUR });
const MONDAY = NOON - 14 * HOUR;
const shape = new Shape(DossierInput);

function stepsOf(from: number, hours: number, times = 1): readonly DossierInput[] {
  const dossiers = new Dossiers(sites, scene, times);
  return Array.from({ length: hours * 60 }, (_, m) => dossiers.during(from + m * MINUTE)).flat();
}
const monday = stepsOf(MONDAY, 24);

/** Some dossiers from their first step to their last: those filed in one minute of one Monday. */
const lives = (() => {
  const byDossier = new Map<string, DossierInput[]>();
  const first = new Set(
    stepsOf(MONDAY + 9 * HOUR, 1)
      .filter(({ step }) => step === 'registered')
      .map(({ dossier }) => dossier),
  );
  // 16 working days are 22 days; their steps are within the hours after that of their filing.
  for (let day = 0; day <= 22; day++) {
    for (const step of stepsOf(MONDAY + 9 * HOUR + day * DAY, 3)) {
      if (!first.has(step.dossier)) continue;
      const steps = byDossier.get(step.dossier) ?? [];
      byDossier.set(step.dossier, steps);
      steps.push(step);
    }
  }
  return [...byDossier.values()].map((steps) => steps.sort((a, b) => Number(a.at) - Number(b.at)));
})();

describe('Dossiers', () => {
  it('makes 80,000 steps a day on the mean of a week, all on working days', () => {
    expect((monday.length * 5) / 7 / 80_000).toBeGreaterThan(0.95);
    expect((monday.length * 5) / 7 / 80_000).toBeLessThan(1.05);
    expect(stepsOf(MONDAY - DAY, 24)).toEqual([]);
  });

  it('has the shape of a working day', () => {
    const at = (hour: number) =>
      monday.filter((step) => Math.floor((Number(step.at) - MONDAY) / HOUR) === hour).length;
    expect(at(9)).toBeGreaterThan(2 * at(12));
    expect(at(15)).toBeGreaterThan(2 * at(17));
    expect(at(3)).toBe(0);
  });

  it('sends what the door takes, of areas of the city but for a few old codes', () => {
    const old = monday.filter(({ area }) => binhDuong.areas.at(area, NOON) === undefined);
    expect(monday.filter((step) => !shape.check(step))).toEqual([]);
    expect(old.length).toBeGreaterThan(0);
    expect(old.length / monday.length).toBeLessThan(0.005);
  });

  it('leads each dossier through ten steps, each of which may follow the one before', () => {
    expect(lives.length).toBeGreaterThan(500);
    const impossible = lives.filter((steps) => {
      let state: Parameters<typeof moveOf>[0];
      return steps.some(({ step }) => {
        const move = moveOf(state, step);
        state = STATE_AFTER[step];
        return move !== 'allowed';
      });
    });
    expect(impossible).toEqual([]);
    expect(new Set(lives.map(({ length }) => length))).toEqual(new Set([10]));
    expect(new Set(lives.map((steps) => steps.at(-1)!.step))).toEqual(new Set(['returned']));
  });

  it('resolves about one in twenty after its time', () => {
    const late = lives.filter((steps) => {
      const { due } = steps.find(({ step }) => step === 'received')!;
      return Number(steps.find(({ step }) => step === 'resolved')!.at) > Number(due);
    });
    expect(late.length / lives.length).toBeGreaterThan(0.025);
    expect(late.length / lives.length).toBeLessThan(0.08);
  });

  it('has so many times as many, when asked to', () => {
    const [more, usual] = [stepsOf(MONDAY + 9 * HOUR, 1, 10), stepsOf(MONDAY + 9 * HOUR, 1)];
    expect(more.length / usual.length).toBeGreaterThan(9.5);
    expect(more.length / usual.length).toBeLessThan(10.5);
  });
});
