import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TOPICS, type Alert, type LateNotice, type Window } from '@toancanh/events';
import { MemoryLog } from '@toancanh/log/testing';
import { Clock, loadCity, LoggedSensorDirectory, MemoryLogger, type Settings } from '@toancanh/runtime';
import { MemoryStore } from '@toancanh/store/testing';
import { GivenInstants } from '@toancanh/windows';
import { Aggregator } from '../apps/aggregator/src/aggregator.js';
import { Alerter } from '../apps/alerter/src/alerter.js';
import { Reviser } from '../apps/archiver/src/reviser/reviser.js';
import { sifted } from '../apps/archiver/src/sifted.js';
import { ARCHIVER_GROUP } from '../apps/archiver/src/transport.js';
import { areaOfAlert } from '../apps/live/src/picture/alert-area.js';
import { Scope } from '../apps/live/src/stream/scope.js';

/** 00:00 on 2025-07-01 in Vietnam: Resolution 1685/NQ-UBTVQH15 takes effect, the districts are no more. */
const CUT = Date.parse('2025-07-01T00:00:00+07:00');
const MINUTE = 60_000;
const BINH_DUONG = new URL('../cities/binh-duong', import.meta.url).pathname;
const GATEWAY = 'gw-moi-truong';

// Hiệp Thành was divided (the point is in Phú Lợi now), Phú Cường gave its code to Thủ Dầu Một, Thới Hòa stayed.
const SENSORS = `sensor,gateway,domain,area,lon,lat,metrics,period,from,to,name_vi,name_en
hiep-thanh,${GATEWAY},environment,25741,106.6806,10.9876,pm25,30,2024-01-01,,,
phu-cuong,${GATEWAY},environment,25747,106.6643,10.9682,pm25,30,2024-01-01,,,
thoi-hoa,${GATEWAY},environment,25846,106.6262,11.1029,pm25,30,2024-01-01,,,
`;
const HIGH = `id: high
version: 1
title: { vi: Bụi mịn cao, en: High fine dust }
domain: environment
priority: 2
metric: pm25
on: reading
when: { above: 150 }
`;
const MEAN = HIGH.replace('id: high', 'id: mean')
  .replace('on: reading', 'on: window\nof: area\nstatistic: mean')
  .replace('150', '90');

const clock = Object.assign(new Clock(), { at: CUT - MINUTE });
clock.now = () => clock.at;
const log = new MemoryLog({ clock });
const store = new MemoryStore();
const scratch = mkdtempSync(join(tmpdir(), 'reform-'));

const windows = (start: number) =>
  log
    .records(TOPICS.windows.name)
    .map(({ value }) => value as Window)
    .filter((window) => window.start === start && window.area !== undefined);
const counts = (start: number, revision = 0) =>
  Object.fromEntries(
    windows(start)
      .filter((window) => window.revision === revision)
      .map(({ area, count }) => [area, count]),
  );
const alerts = () => log.records(TOPICS.alerts.name).map(({ value }) => value as Alert);
const newest = () => [...new Map(alerts().map((alert) => [alert.id, alert])).values()];

async function cityOfThree() {
  cpSync(BINH_DUONG, scratch, { recursive: true });
  writeFileSync(join(scratch, 'sensors.csv'), SENSORS);
  for (const name of readdirSync(join(scratch, 'rules'))) rmSync(join(scratch, 'rules', name));
  writeFileSync(join(scratch, 'rules', 'high.yaml'), HIGH);
  writeFileSync(join(scratch, 'rules', 'mean.yaml'), MEAN);
  const loaded = loadCity(scratch, CUT + 86_400_000);
  if (!('city' in loaded)) throw new Error(JSON.stringify(loaded.faults));
  const { city } = loaded;
  const sensors = await LoggedSensorDirectory.open(city, log, clock);
  return { city, sensors };
}

/** The log as it was written in those minutes, second by second. */
async function write(): Promise<void> {
  const say = (sensor: string, at: number, pm25: number) => {
    const reading = { sensor, gateway: GATEWAY, at, receivedAt: clock.at, values: { pm25 }, quality: 'ok' };
    return log.append(TOPICS.readings.name, [{ key: sensor, value: JSON.stringify(reading) }]);
  };
  for (clock.at = CUT - MINUTE; clock.at <= CUT + 2 * MINUTE; clock.at += 1_000) {
    const second = (clock.at - CUT) / 1_000;
    if (second % 30 === 0 && second < 60) {
      await say('hiep-thanh', clock.at, second < 0 ? 200 : 160);
      await say('phu-cuong', clock.at, 120);
      await say('thoi-hoa', clock.at, 20);
    }
    // Measured before the reform, delivered after its minute had closed.
    if (second === 100) await say('thoi-hoa', CUT - 20_000, 50);
    if (second === 101) await say('hiep-thanh', CUT - 10_000, 170);
    const value = JSON.stringify({ tick: clock.at });
    const everywhere = Array.from({ length: TOPICS.readings.partitions }, (_, partition) => partition);
    await log.append(
      TOPICS.readings.name,
      everywhere.map((partition) => ({ key: '', value, partition })),
    );
  }
}

describe('the night of 2025-07-01', () => {
  let city: Awaited<ReturnType<typeof cityOfThree>>['city'];
  let sensors: LoggedSensorDirectory;
  const logger = new MemoryLogger();

  beforeAll(async () => {
    ({ city, sensors } = await cityOfThree());
    await write();
    const instants = new GivenInstants();
    const archiver = await log.subscribe({
      name: ARCHIVER_GROUP,
      group: 'shared',
      topics: [TOPICS.readings.name, TOPICS.windows.name],
      onBatch: (batch) => store.write(sifted(batch, instants)),
    });
    await aggregate();
    await judge();
    await revise();
    await archiver.close();
  });
  afterAll(async () => {
    await sensors.close();
    await log.close();
    rmSync(scratch, { recursive: true, force: true });
  });

  async function aggregate(): Promise<void> {
    const aggregator = new Aggregator(log, city, sensors, clock, logger, { lateness: 30_000 } as Settings);
    const reader = await log.subscribe({
      name: 'aggregator',
      group: 'exclusive',
      topics: [TOPICS.readings.name],
      startAt: (assignment) => aggregator.activate(assignment),
      onBatch: (batch) => aggregator.take(batch),
    });
    await reader.caughtUp;
    await reader.close();
  }

  async function judge(): Promise<void> {
    const alerter = new Alerter(log, city, sensors, clock, logger);
    const reader = await log.subscribe({
      name: 'alerter',
      group: 'exclusive',
      topics: [TOPICS.readings.name, TOPICS.windows.name, TOPICS.commands.name],
      startAt: (assignment) => alerter.activate(assignment),
      onBatch: (batch) =>
        batch.topic === TOPICS.readings.name
          ? alerter.takeReadings(batch)
          : batch.topic === TOPICS.windows.name
            ? alerter.takeWindows(batch)
            : alerter.takeCommands(batch),
    });
    await reader.caughtUp;
    await reader.close();
  }

  async function revise(): Promise<void> {
    const reviser = new Reviser(log, store, city, sensors, clock);
    const reader = await log.subscribe({
      name: 'reviser',
      group: 'shared',
      topics: [TOPICS.late.name],
      startAt: (assignment) => reviser.activate(assignment),
      onBatch: (batch) => reviser.take(batch),
    });
    reviser.lag = () => reader.lag();
    await reader.caughtUp;
    await reader.close();
  }

  it('counts the last minute in the old tree and the first one in the new, and loses nothing between them', () => {
    expect(counts(CUT - MINUTE)).toEqual({ 25741: 2, 25747: 2, 718: 4, 25846: 2, 721: 2, 74: 6 });
    expect(counts(CUT)).toEqual({
      ...{ 25750: 2, 25747: 2, 'thu-dau-mot': 4, 25846: 2, 'ben-cat': 2, 'binh-duong': 6 },
    });
  });

  it('names and corrects the windows of the old tree for what comes late from before', () => {
    const named = log.records(TOPICS.late.name).map(({ value }) => value as LateNotice);
    const touched = named.filter(({ metric }) => metric === 'pm25');
    expect(new Set(touched.map(({ sensor, area }) => sensor ?? area))).toEqual(
      new Set(['hiep-thanh', '25741', '718', 'thoi-hoa', '25846', '721', '74']),
    );
    expect(new Set(touched.map(({ start }) => start))).toEqual(new Set([CUT - MINUTE]));
    expect(counts(CUT - MINUTE, 1)).toEqual({ 25846: 3, 721: 3, 25741: 3, 718: 5, 74: 8 });
    expect(counts(CUT, 1)).toEqual({});
  });

  it('moves the open alert of a sensor to the desk of where it stands, with its history', () => {
    const alert = newest().find(({ sensor }) => sensor === 'hiep-thanh')!;
    expect(alert).toMatchObject({
      state: 'unacknowledged',
      area: '25741',
      heir: '25750',
      desk: 'thu-dau-mot',
    });
    expect(alert.history.map(({ what, at, from, to }) => ({ what, at: at - CUT, from, to }))).toEqual([
      { what: 'raised', at: -MINUTE, from: undefined, to: undefined },
      { what: 'moved', at: 0, from: 'huyen-718', to: 'thu-dau-mot' },
    ]);
  });

  it('hands what was open of areas that ended to their successors, and raises anew for the areas of today', () => {
    const brief = newest()
      .filter(({ rule }) => rule === 'mean')
      .map(
        ({ area, since, heir, state, desk }) =>
          `${area} ${(since - CUT) / MINUTE} ${heir ?? ''} ${state} ${desk}`,
      );
    expect(brief.sort()).toEqual(
      [
        '25741 -1 thu-dau-mot returned thu-dau-mot',
        '25747 -1 thu-dau-mot returned thu-dau-mot',
        '718 -1 thu-dau-mot returned thu-dau-mot',
        '74 -1 binh-duong returned binh-duong',
        '25747 0  unacknowledged thu-dau-mot',
        '25750 0  unacknowledged thu-dau-mot',
        'thu-dau-mot 0  unacknowledged thu-dau-mot',
        'binh-duong 0  unacknowledged binh-duong',
      ].sort(),
    );
  });

  it('shows every open alert to somebody on both sides, and none of another ward to the one that has its code', () => {
    const raised = alerts().filter(({ version }) => version === 1);
    const seenBy = (area: string, now: number, of: readonly Alert[]) => {
      const scope = Scope.of({ areas: [area] }, city.areas, now);
      if (!(scope instanceof Scope)) throw new Error(scope.detail);
      return of.filter((alert) => scope.seesAlert(alert));
    };
    const before = raised.filter(({ since }) => since < CUT);
    expect(seenBy('74', CUT - 1, before)).toEqual(before);
    // As raised, without what the alerter says of the move: nothing is hidden while that is on its way.
    expect(seenBy('binh-duong', CUT, before)).toEqual(before);
    expect(seenBy('binh-duong', CUT, newest())).toEqual(newest());
    const old = newest().filter(({ area, since }) => area === '25747' && since < CUT);
    expect(old).toHaveLength(1);
    expect(areaOfAlert(old[0]!, city.areas, CUT)).toBe('thu-dau-mot');
    expect(seenBy('25747', CUT, old)).toEqual([]);
    expect(seenBy('thu-dau-mot', CUT, old)).toEqual(old);
  });

  it('says nothing twice when an alerter begins anew', async () => {
    const said = alerts().length;
    await judge();
    expect(alerts()).toHaveLength(said);
  });

  it('warns of nothing', () => {
    expect(logger.lines.filter(({ level }) => level === 'warn' || level === 'error')).toEqual([]);
  });
});
