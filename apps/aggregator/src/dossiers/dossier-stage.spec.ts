import { USUAL_CALENDAR } from '@toancanh/domains';
import { type DossierEvent, type Reading, type Registration, TOPICS } from '@toancanh/events';
import { MemoryLog } from '@toancanh/log/testing';
import { type City, Clock, type SensorDirectory } from '@toancanh/runtime';
import { DossierStage } from './dossier-stage.js';

const at = (text: string) => Date.parse(`${text.replace(' ', 'T')}:00+07:00`);

class SetClock extends Clock {
  constructor(public at: number) {
    super();
  }

  override now(): number {
    return this.at;
  }
}

const due = at('2026-11-26 10:00');
const step = (what: DossierEvent['step'], when: string, rest: Partial<DossierEvent> = {}): DossierEvent => ({
  ...{ dossier: 'd-1', procedure: 'p', unit: 'a', area: '25747', channel: 'online_full', gateway: 'gw-1' },
  ...{ step: what, at: at(when), receivedAt: at(when) },
  ...rest,
});

/** A whole life: received, supplemented, from unit to unit, due soon, overdue. */
const life = [
  step('received', '2026-11-23 08:00', { due }),
  step('supplement_requested', '2026-11-23 09:00'),
  step('supplemented', '2026-11-23 10:00'),
  step('transferred', '2026-11-23 11:00', { unit: 'b', due: at('2026-11-24 10:00') }),
  step('transferred', '2026-11-25 10:00', { unit: 'c' }),
];

class House {
  readonly clock = new SetClock(at('2026-11-23 12:00'));
  log = new MemoryLog({ clock: this.clock });
  readonly registered = new Map<string, Registration>();
  stage = this.#stage();
  isHolder = true;

  #stage(): DossierStage {
    const gateways = new Map([
      ['gw-1', {}],
      ['sim', { simulated: true }],
    ]);
    const city = { calendars: [USUAL_CALENDAR], timeZone: 'Asia/Ho_Chi_Minh', gateways } as unknown as City;
    const sensors = {
      get: (id: string) => this.registered.get(id)?.sensor,
      register: (all: readonly Registration[]) => {
        for (const one of all) this.registered.set(one.id, one);
        return Promise.resolve();
      },
    } as unknown as SensorDirectory;
    return new DossierStage(this.log, city, sensors, this.clock);
  }

  /** As after a kill; what was told before is not looked at. */
  restart(): void {
    this.log = new MemoryLog({ clock: this.clock });
    this.stage = this.#stage();
  }

  async tellAt(when: string, events: readonly DossierEvent[]): Promise<Map<string, Reading>> {
    this.clock.at = at(when);
    const partitions = [{ topic: TOPICS.dossiers.name, partition: 0, first: 0, next: events.length }];
    await this.stage.activate({
      partitions,
      commit: () => (this.isHolder ? Promise.resolve() : Promise.reject(new Error('not the holder'))),
    });
    await this.stage.tell();
    expect(this.log.records(TOPICS.readings.name)).toEqual([]);
    const records = events.map((value, offset) => ({ offset, key: value.dossier, appendTime: 0, value }));
    await this.stage.take({ topic: TOPICS.dossiers.name, partition: 0, records, next: events.length });
    await this.stage.tell();
    const told = this.log
      .records(TOPICS.readings.name)

      .map(({ value }) => value as Reading);
    return new Map(told.map((reading) => [reading.sensor, reading]));
  }
}

describe('the stage of dossiers', () => {
  it.each([
    {
      when: '2026-11-23 12:00',
      unit: 'b',
      values: { in_process: 1, due_soon: 1, overdue: 0 },
      why: '23 and a half working hours, the supplement given back',
    },
    {
      when: '2026-11-25 12:00',
      unit: 'c',
      values: { in_process: 1, due_soon: 1, overdue: 0 },
      why: 'with the third unit, due tomorrow',
    },
    {
      when: '2026-11-26 12:00',
      unit: 'c',
      values: { in_process: 1, due_soon: 0, overdue: 1, breaches: 0 },
      why: 'overdue, where it lies',
    },
    {
      when: '2026-11-26 12:00',
      unit: 'b',
      values: { in_process: 0, overdue: 0, breaches: 1 },
      why: 'and whose it is',
    },
    {
      when: '2026-11-26 12:00',
      unit: 'c',
      values: { dossiers_counted: 1, dossiers_judged: 1, dossiers_on_time: 0, dossiers_ended: 0 },
      why: 'what shares of areas are made of',
    },
  ])('tells at $when of $unit: $why', async ({ when, unit, values }) => {
    const events = life.filter((event) => event.at <= at(when));
    const told = await new House().tellAt(when, events);
    expect(told.get(`dossiers:25747:${unit}`)!.values).toMatchObject(values);
  });

  it('is the same after a kill, and after steps that come twice and in another order', async () => {
    const house = new House();
    const first = await house.tellAt('2026-11-26 12:00', life);
    house.restart();
    expect(await house.tellAt('2026-11-26 12:00', [...life.toReversed(), ...life])).toEqual(first);
  });

  it('registers a unit once, where it is', async () => {
    const house = new House();
    await house.tellAt('2026-11-23 08:30', life.slice(0, 1));
    expect(
      [...house.registered.values()].map(({ sensor }) => [sensor.id, sensor.area, sensor.domain]),
    ).toEqual([['dossiers:25747:a', '25747', 'administration']]);
  });

  it('never passes simulated dossiers off as true ones', async () => {
    const told = await new House().tellAt('2026-11-23 08:30', [{ ...life[0]!, gateway: 'sim' }]);
    expect(told.get('dossiers:25747:a')!.quality).toBe('simulated');
  });

  it('tells nothing where its work has gone to another, and begins again when it comes back', async () => {
    const house = new House();
    expect((await house.tellAt('2026-11-23 12:00', life.slice(0, 1))).size).toBe(1);
    house.clock.at += 60_000;
    house.isHolder = false;
    await expect(house.stage.tell()).rejects.toThrow('not the holder');
    expect(house.log.records(TOPICS.readings.name)).toHaveLength(1);
    house.isHolder = true;
    await house.stage.tell();
    expect(house.log.records(TOPICS.readings.name)).toHaveLength(2);
  });
});
