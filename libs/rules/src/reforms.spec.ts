import type { Alert, Area, Lineage, Reading, Sensor, Window } from '@toancanh/events';
import { type Desk, DeskBook, Duty, RegionTree } from '@toancanh/regions';
import { Evaluator, type Surroundings } from './evaluator.js';
import type { Rule } from './rule.js';

const REFORM = '2025-07-01';
const CUT = Date.parse(`${REFORM}T00:00:00+07:00`);
const MINUTE = 60_000;
const area = (code: string, parent: string | null, from: string, to: string | null): Area => ({
  ...{ code, scheme: 'gso', name: code, kind: 'ward', parent, validFrom: from, validTo: to },
});
const edge = (from: string, to: string, extent: Lineage['extent']): Lineage => ({
  from,
  to,
  extent,
  date: REFORM,
});

// The old ward 25747 (Phú Cường) went whole into a larger one that has its code; 25741 was divided.
const tree = new RegionTree({
  root: 'binh-duong',
  timeZone: 'Asia/Ho_Chi_Minh',
  areas: [
    area('718', null, '1997-01-01', REFORM),
    ...['25741', '25747', '25846'].map((code) => area(code, '718', '1997-01-01', REFORM)),
    area('binh-duong', null, REFORM, null),
    ...['25747', '25750', '25846'].map((code) => area(code, 'binh-duong', REFORM, null)),
  ],
  lineage: [
    edge('25741', '25747', 'part'),
    edge('25741', '25750', 'part'),
    edge('25747', '25747', 'full'),
    edge('25846', '25846', 'full'),
  ],
});
const desk = (id: string, of: string, more: Partial<Desk> = {}): Desk => ({
  ...{ id, area: of, name: { vi: id, en: id }, ...more },
});
const desks = new DeskBook(
  [
    desk('old-district', '718', { to: REFORM, successor: 'new' }),
    desk('old-ward', '25747', { to: REFORM, successor: 'new' }),
    desk('new', 'binh-duong', { from: REFORM }),
    desk('new-ward', '25750', { from: REFORM }),
  ],
  tree,
);
const duty = new Duty(tree, desks);
const common = {
  version: 1,
  title: { vi: 'Bụi', en: 'Dust' },
  domain: 'environment',
  priority: 2,
  metric: 'pm25',
} as const;
const HIGH: Rule = { ...common, id: 'high', on: 'reading', when: { above: 75 } };
const MEAN: Rule = {
  ...common,
  id: 'mean',
  on: 'window',
  of: 'area',
  statistic: 'mean',
  when: { above: 50 },
};

// Its point lies where 25750 is now.
const SENSOR: Sensor = { id: 's', gateway: 'g', domain: 'environment', area: '25741', metrics: ['pm25'] };
const around: Surroundings = {
  hash: (text) => text,
  unitOf: () => 'µg/m³',
  pathOf: (code, when) => tree.pathOf(code, when),
  resolve: (code) => tree.resolve(code),
  isSimulated: () => false,
  reforms: {
    groundOf: (code, when) => duty.groundOf(code, when),
    areaOf: (_, when) => (when < CUT ? '25741' : '25750'),
    deskOf: (code, when) => duty.deskOf(code, when),
    moveOf: (matter, now) => duty.moveOf(matter, now),
    nextChange: (after) => duty.nextChange(after),
  },
};

function evaluator(restored: readonly Alert[] = []) {
  const one = new Evaluator([HIGH, MEAN], around, restored);
  let offset = 0;
  const placeAt = (appendTime: number) => ({ topic: 't', partition: 0, offset: offset++, appendTime });
  return {
    hear: (appendTime: number) => one.hear(0, appendTime),
    read: (at: number, pm25: number, appendTime = at) => {
      one.hear(0, appendTime);
      const reading: Reading = {
        sensor: 's',
        gateway: 'g',
        at,
        receivedAt: at,
        values: { pm25 },
        quality: 'ok',
      };
      one.onReading({ ...SENSOR, area: around.reforms!.areaOf('s', at)! }, reading, placeAt(appendTime));
    },
    window: (code: string, start: number, mean: number) => {
      const window: Window = {
        ...{ metric: 'pm25', area: code, span: '1m', start, end: start + MINUTE, count: 1, sum: mean },
        ...{ min: mean, max: mean, mean, p50: mean, p95: mean, expected: 1, coverage: 1 },
        ...{ revision: 0, epoch: 1, asOf: start },
      };
      one.onWindow(window, code, placeAt(start + 90_000));
    },
    acknowledge: ({ id, version }: Alert, at: number) =>
      one.onCommand({ id: 'c', what: 'acknowledge', target: id, version, who: 'Lan', at }),
    drain: () => one.drain(),
    open: () => [...one.open()],
  };
}
const lines = ({ history }: Alert) =>
  history.map(
    ({ what, at, from, to }) => `${what} ${at - CUT}${from || to ? ` ${from ?? ''}>${to ?? ''}` : ''}`,
  );

describe('an alert that is open on the day of a reform', () => {
  it('is with the desk of its area, and moves to where its sensor is, once, with a line that says so', () => {
    const one = evaluator();
    one.read(CUT - 1_000, 80);
    const [raised] = one.drain();
    expect(raised).toMatchObject({ area: '25741', desk: 'old-district', version: 1 });
    one.hear(CUT - 1);
    expect(one.drain()).toEqual([]);
    one.hear(CUT + 700);
    one.hear(CUT + 1_700);
    const moved = one.drain();
    expect(moved).toHaveLength(1);
    expect(moved[0]).toMatchObject({
      ...{ id: raised!.id, version: 2, state: 'unacknowledged', area: '25741', heir: '25750' },
      ...{ desk: 'new-ward', movedAt: CUT },
    });
    expect(lines(moved[0]!)).toEqual(['raised -1000', 'moved 0 old-district>new-ward']);
    expect(one.open()).toEqual(moved);
  });

  it('goes on where it is: it worsens, is acknowledged, and ends as if nothing had happened', () => {
    const one = evaluator();
    one.read(CUT - 1_000, 80);
    one.read(CUT + 1_000, 120);
    one.read(CUT + 2_000, 10);
    const versions = one.drain();
    expect(lines(versions.at(-1)!)).toEqual([
      'raised -1000',
      'moved 0 old-district>new-ward',
      'worsened 1000',
      'returned 2000',
    ]);
    expect(one.acknowledge(versions.at(-1)!, CUT + 3_000)).toBe('done');
    expect(one.open()).toEqual([]);
  });

  it('makes the same record whoever notices, and whenever: at once, late, or after a restart', () => {
    const prompt = evaluator();
    prompt.read(CUT - 1_000, 80);
    const [raised] = prompt.drain();
    prompt.hear(CUT);
    const [moved] = prompt.drain();

    const later = evaluator([raised!]);
    later.hear(CUT + 86_400_000);
    expect(later.drain()).toEqual([moved]);

    const again = evaluator([moved!]);
    again.hear(CUT + 1);
    expect(again.drain()).toEqual([]);
    expect(again.open()).toEqual([moved]);
  });

  it('takes a reading of before that comes after, and files what it raises where the sensor was', () => {
    const one = evaluator();
    one.hear(CUT + 5_000);
    one.read(CUT - 1_000, 80, CUT + 6_000);
    const [raised, moved] = one.drain();
    expect(raised).toMatchObject({ version: 1, area: '25741', desk: 'old-district' });
    expect(moved).toMatchObject({ version: 2, heir: '25750', desk: 'new-ward' });
  });

  it('files what is raised after it where the sensor is now, at the desk of now', () => {
    const one = evaluator();
    one.read(CUT + 1_000, 80);
    expect(one.drain()).toMatchObject([{ area: '25750', desk: 'new-ward', version: 1 }]);
  });
});

describe('an alert of an area that ended', () => {
  it('is told over, but not done with: the desk that has it now must look, also if the old one had', () => {
    const one = evaluator();
    one.window('25747', CUT - 2 * MINUTE, 60);
    const [raised] = one.drain();
    expect(raised).toMatchObject({ area: '25747', desk: 'old-ward' });
    one.acknowledge(raised!, CUT - 1_000);
    one.drain();
    one.hear(CUT);
    const [moved, orphaned] = one.drain();
    expect(moved).toMatchObject({ state: 'acknowledged', heir: 'binh-duong', desk: 'new' });
    expect(orphaned).toMatchObject({ state: 'returned', returnedAt: CUT, desk: 'new' });
    expect(orphaned!.history.at(-1)!.note).toMatch(/^Địa bàn .* \/ The area /);
    expect(one.open()).toEqual([orphaned]);
    expect(one.acknowledge(orphaned!, CUT + 1_000)).toBe('done');
    expect(one.open()).toEqual([]);
  });

  it('is not that of the new ward with its code: neither ends nor worsens the other', () => {
    const one = evaluator();
    one.window('25747', CUT - 2 * MINUTE, 60);
    one.hear(CUT);
    const before = one.drain().at(-1)!;
    one.window('25747', CUT, 90);
    const [raised] = one.drain();
    expect(raised).toMatchObject({ version: 1, since: CUT, desk: 'new', area: '25747' });
    expect(raised!.id).not.toBe(before.id);
    one.window('25747', CUT + MINUTE, 10);
    expect(one.drain()).toMatchObject([{ id: raised!.id, state: 'returned' }]);
    expect(
      one
        .open()
        .map(({ id }) => id)
        .sort(),
    ).toEqual([before.id, raised!.id].sort());
  });

  it('goes on where the ground stayed what it was: Thới Hòa keeps code and extent', () => {
    const one = evaluator();
    one.window('25846', CUT - 2 * MINUTE, 60);
    one.hear(CUT);
    one.window('25846', CUT, 10);
    const [raised, moved, returned, ...more] = one.drain();
    expect(more).toEqual([]);
    expect(moved).toMatchObject({ id: raised!.id, state: 'unacknowledged', desk: 'new' });
    expect(moved).not.toHaveProperty('heir');
    expect(returned).toMatchObject({
      id: raised!.id,
      version: 3,
      state: 'returned',
      returnedAt: CUT + MINUTE,
    });
  });

  it('is told over by the next activation, if the one that moved it came no further', () => {
    const one = evaluator();
    one.window('25747', CUT - 2 * MINUTE, 60);
    one.hear(CUT);
    const [, moved, orphaned] = one.drain();
    const next = evaluator([moved!]);
    next.hear(CUT + 5_000);
    expect(next.drain()).toEqual([orphaned]);
  });

  it('takes no more windows, whether or not the process began anew', () => {
    const one = evaluator();
    one.window('25747', CUT - 2 * MINUTE, 60);
    one.hear(CUT);
    const restored = evaluator([one.drain().at(-1)!]);
    for (const each of [one, restored]) {
      each.window('25747', CUT - MINUTE, 90);
      expect(each.drain()).toEqual([]);
    }
  });

  it('begins and moves at once where its last minute closes after the day', () => {
    const one = evaluator();
    one.hear(CUT + 30_000);
    one.window('25747', CUT - MINUTE, 60);
    expect(one.drain().map(({ state, desk: of }) => `${state} ${of}`)).toEqual([
      'unacknowledged old-ward',
      'unacknowledged new',
      'returned new',
    ]);
  });
});
