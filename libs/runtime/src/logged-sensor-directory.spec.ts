import type { Registration, Sensor } from '@toancanh/events';
import { LogError } from '@toancanh/log';
import { MemoryLog } from '@toancanh/log/testing';
import { Clock } from './clock.js';
import { loadCity } from './city-folder/load-city.js';
import { LoggedSensorDirectory } from './logged-sensor-directory.js';

const BINH_DUONG = new URL('../../../cities/binh-duong', import.meta.url).pathname;
const loaded = loadCity(BINH_DUONG, Date.parse('2026-11-23T07:00:00Z'));
if (!('city' in loaded)) throw new Error('cities/binh-duong has faults');
const { city } = loaded;

const sensor = (id: string, gateway = 'demo'): Sensor => ({
  id,
  gateway,
  domain: 'environment',
  area: 'thu-dau-mot',
  metrics: ['pm25'],
});
const registration = (id: string, gateway?: string): Registration => ({
  kind: 'sensor',
  id,
  at: 1,
  sensor: sensor(id, gateway),
});

describe('LoggedSensorDirectory', () => {
  it('knows the folder’s sensors, and what registered itself before it was opened', async () => {
    const log = new MemoryLog();
    const first = await LoggedSensorDirectory.open(city, log);
    await first.register([registration('my-first'), registration('my-second')]);
    const second = await LoggedSensorDirectory.open(city, log);
    expect(second.get('bd-aq-0001')?.area).toBe('25747');
    expect(second.get('my-first')).toEqual(sensor('my-first'));
    expect([...second.all()]).toHaveLength(city.sensors.size + 2);
    expect(second.registeredBy('demo')).toBe(2);
    await first.close();
    await second.close();
  });

  it('learns what another process registered, once it has caught up', async () => {
    const log = new MemoryLog();
    const [intake, aggregator] = [
      await LoggedSensorDirectory.open(city, log),
      await LoggedSensorDirectory.open(city, log),
    ];
    await intake.register([registration('my-first')]);
    await aggregator.caughtUp();
    expect(aggregator.get('my-first')?.gateway).toBe('demo');
    await intake.close();
    await aggregator.close();
  });

  it('does not know a sensor whose registration is not on the log', async () => {
    const log = new MemoryLog();
    const directory = await LoggedSensorDirectory.open(city, log);
    log.failure = new LogError('LOG_FULL', 'no room');
    await expect(directory.register([registration('my-first')])).rejects.toThrow('no room');
    expect(directory.get('my-first')).toBeUndefined();
    await directory.close();
  });

  it.each([
    { why: 'the same again', then: registration('s', 'a'), of: { a: 1, b: 0 } },
    { why: 'the sensor came to another gateway', then: registration('s', 'b'), of: { a: 0, b: 1 } },
  ])('counts a sensor once: $why', async ({ then, of }) => {
    const directory = await LoggedSensorDirectory.open(city, new MemoryLog());
    await directory.register([registration('s', 'a')]);
    await directory.register([then]);
    await directory.caughtUp();
    expect({ a: directory.registeredBy('a'), b: directory.registeredBy('b') }).toEqual(of);
    await directory.close();
  });

  it('lets the folder stand before a registration under the same id', async () => {
    const directory = await LoggedSensorDirectory.open(city, new MemoryLog());
    await directory.register([registration('bd-aq-0001')]);
    expect(directory.get('bd-aq-0001')?.gateway).toBe('gw-moi-truong');
    expect(directory.registeredBy('demo')).toBe(0);
    await directory.close();
  });

  it('passes over records of other kinds', async () => {
    const log = new MemoryLog();
    await log.append('city.registry', [
      { key: 'wall:1', value: '{"kind":"wall","id":"1"}' },
      { key: 'sensor:x', value: null },
    ]);
    const directory = await LoggedSensorDirectory.open(city, log);
    await directory.caughtUp();
    expect([...directory.all()]).toHaveLength(city.sensors.size);
    await directory.close();
  });

  it('leaves nobody waiting when it closes', async () => {
    const log = new MemoryLog();
    const directory = await LoggedSensorDirectory.open(city, log);
    await directory.close();
    await log.append('city.registry', [{ key: 'sensor:x', value: JSON.stringify(registration('x')) }]);
    await expect(directory.caughtUp()).resolves.toBeUndefined();
  });

  describe('across 2025-07-01', () => {
    const CUT = Date.parse('2025-07-01T00:00:00+07:00');
    const clock = Object.assign(new Clock(), { instant: CUT - 1 });
    clock.now = () => clock.instant;
    // In the old ward Hiệp Thành, which was divided; the point lies where Phú Lợi is now.
    const registered: Registration = {
      ...registration('my-first'),
      at: Date.parse('2025-06-01T00:00:00Z'),
      sensor: { ...sensor('my-first'), area: '25741', lon: 106.6806, lat: 10.9876 },
    };

    it.each([
      { now: CUT - 1, when: undefined, area: '25741', why: 'the last instant of the old ward' },
      { now: CUT, when: undefined, area: '25750', why: 'its point is in the new one' },
      {
        now: CUT + 86_400_000,
        when: CUT - 1,
        area: '25741',
        why: 'what was measured before stays where it was',
      },
    ])('a sensor that registered itself was in $area: $why', async ({ now, when, area }) => {
      clock.instant = now;
      const directory = await LoggedSensorDirectory.open(city, new MemoryLog(), clock);
      await directory.register([registered]);
      expect(directory.get('my-first', when)?.area).toBe(area);
      expect([...directory.all()].find(({ id }) => id === 'my-first')?.area).toBe(
        now < CUT ? '25741' : '25750',
      );
      expect([...directory.placed()].filter(({ id }) => id === 'my-first')).toMatchObject([
        { area: '25741', to: '2025-07-01' },
        { area: '25750', from: '2025-07-01' },
      ]);
      await directory.close();
    });
  });
});
