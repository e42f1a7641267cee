import { DOMAINS, domainOfMetric, metricNames, metricOf } from './catalogue.js';
import { inOwnUnit } from './units.js';

const metric = (name: string) => metricOf(name)!;

describe('the catalogue of domains', () => {
  it('begins with the five domains that come first, in the order of the panels', () => {
    expect(DOMAINS.slice(0, 5).map(({ name }) => name)).toEqual([
      'administration',
      'environment',
      'traffic',
      'health',
      'security',
    ]);
  });

  it.each(DOMAINS.map((domain) => [domain.name, domain] as const))('%s is whole', (_, domain) => {
    for (const { name, min, max, title } of domain.metrics) {
      expect(name).toMatch(/^[a-z][a-z0-9_]{0,47}$/);
      expect(min).toBeLessThan(max);
      expect(title.vi.normalize('NFC')).toBe(title.vi);
      expect(title.vi && title.en).not.toBe('');
      expect(domainOfMetric(name)).toBe(domain);
    }
    for (const { metric: shown } of domain.panel) {
      expect(domain.metrics.map(({ name }) => name)).toContain(shown);
    }
  });

  it('has each name once over all domains', () => {
    expect(new Set(metricNames()).size).toBe(metricNames().length);
  });

  it.each([
    ['PM2,5', 'pm25', 'the symbol of the station files has a comma in it'],
    ['pm25', 'pm25', 'its own name'],
    ['PM10', 'pm10', 'a symbol in capitals'],
  ])('%s means %s: %s', (alias, name) => {
    expect(metricOf(alias)?.name).toBe(name);
    expect(domainOfMetric(alias)?.name).toBe('environment');
  });

  it.each(['toString', '__proto__', 'pm', ''])('knows no metric %p', (name) => {
    expect(metricOf(name)).toBeUndefined();
    expect(domainOfMetric(name)).toBeUndefined();
  });
});

describe('ranges', () => {
  const inRange = (name: string, value: number) => value >= metric(name).min && value <= metric(name).max;

  it.each([
    { name: 'dust', value: -1, ok: false, why: 'a sensor without a reading says -1' },
    { name: 'dust', value: 10_427.86, ok: true, why: 'the most in a day of real data' },
    { name: 'temperature', value: -8.1, ok: true, why: 'Geneva in February' },
    { name: 'temperature', value: 85, ok: false, why: 'the power-on value of a common chip' },
    { name: 'airquality_raw', value: 1_024, ok: false, why: 'above a 10-bit converter' },
    { name: 'pm25', value: -4, ok: false, why: 'a concentration is not negative' },
    { name: 'bed_occupancy', value: 115, ok: true, why: 'wards do exceed their planned beds' },
    { name: 'water_level', value: -1.5, ok: true, why: 'low tide' },
  ])('$name $value is possible: $ok, $why', ({ name, value, ok }) => {
    expect(inRange(name, value)).toBe(ok);
  });
});

describe('inOwnUnit', () => {
  it.each([
    { name: 'co', value: 1.2, unit: 'mg/m3', own: 1_200, why: 'the mix-up of gas analysers' },
    { name: 'co', value: 1.2, unit: 'mg/m³', own: 1_200, why: 'written with an exponent' },
    { name: 'pm25', value: 31, unit: 'ug/m3', own: 31, why: 'a keyboard without µ' },
    { name: 'pm25', value: 31, unit: 'μg/m³', own: 31, why: 'the Greek letter instead of the micro sign' },
    { name: 'temperature', value: 300, unit: 'K', own: 26.85, why: 'SenML kelvin' },
    { name: 'temperature', value: 86, unit: '°F', own: 30, why: 'Fahrenheit' },
    { name: 'temperature', value: 30, unit: 'Cel', own: 30, why: 'SenML Celsius' },
    { name: 'humidity', value: 0.61, unit: '/', own: 61, why: 'SenML ratio' },
    { name: 'speed', value: 10, unit: 'm/s', own: 36, why: 'SenML velocity' },
    { name: 'water_level', value: 142, unit: 'cm', own: 1.42, why: 'a gauge in centimetres' },
    { name: 'co', value: 1.2, unit: 'ppm', own: undefined, why: 'needs temperature and pressure to convert' },
    { name: 'temperature', value: 8, unit: 'far', own: undefined, why: 'junk' },
  ])('$value $unit of $name is $own: $why', ({ name, value, unit, own }) => {
    const converted = inOwnUnit(metric(name), value, unit);
    if (own === undefined) expect(converted).toBeUndefined();
    else expect(converted).toBeCloseTo(own, 9);
  });
});
