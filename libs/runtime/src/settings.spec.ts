import { isLoopback, parseSettings, type SettingsError } from './settings.js';

it('has a default for everything, on loopback', () => {
  expect(parseSettings({ PATH: '/bin' })).toEqual({
    city: 'cities/binh-duong',
    data: 'data',
    http: { host: '127.0.0.1', port: 8080 },
    mqtt: { host: '127.0.0.1', port: 1883 },
    log: { kind: 'embedded' },
    store: { kind: 'embedded' },
    broker: null,
    simulate: false,
    lateness: 30_000,
    logLevel: 'info',
  });
});

it.each([
  [{ TOANCANH_MQTT: 'off' }, { mqtt: null }],
  [{ TOANCANH_HTTP: '[::1]:9000' }, { http: { host: '::1', port: 9000 } }],
  [{ TOANCANH_LOG: 'kafka://a:9092,b:9092' }, { log: { kind: 'kafka', brokers: ['a:9092', 'b:9092'] } }],
  [
    { TOANCANH_STORE: 'influx://h:8086/toancanh' },
    { store: { kind: 'influx', address: 'h:8086', database: 'toancanh' } },
  ],
  [
    { TOANCANH_STORE: 'influx://ioc:p%40ss@h:8086/toancanh' },
    { store: { kind: 'influx', address: 'h:8086', credentials: { user: 'ioc', password: 'p@ss' } } },
  ],
  [{ TOANCANH_BROKER: 'mqtts://broker:8883' }, { broker: 'mqtts://broker:8883' }],
  [{ TOANCANH_LATENESS: '500ms' }, { lateness: 500 }],
  [{ TOANCANH_LATENESS: '2m' }, { lateness: 120_000 }],
])('reads %j', (environment, expected) => {
  expect(parseSettings(environment)).toMatchObject(expected);
});

it.each([
  ['TOANCANH_PORT', '8080', /one of TOANCANH_CITY/],
  ['TOANCANH_HTTP', '8080', /host:port/],
  ['TOANCANH_HTTP', '127.0.0.1:70000', /host:port/],
  ['TOANCANH_LOG', 'kafka://', /kafka:\/\//],
  ['TOANCANH_STORE', 'influx://h:8086', /influx:\/\//],
  ['TOANCANH_BROKER', 'http://x', /mqtt:\/\//],
  ['TOANCANH_SIMULATE', 'yes', /0 or 1/],
  ['TOANCANH_LATENESS', '30', /30s/],
  ['TOANCANH_LATENESS', '61m', /60m/],
  ['TOANCANH_LOG_LEVEL', 'loud', /debug/],
])('%s=%s stops the process with its name, its value and the cure', (name, value, cure) => {
  expect(() => parseSettings({ [name]: value })).toThrow(
    expect.objectContaining({ setting: name, value, expected: expect.stringMatching(cure) }) as SettingsError,
  );
});

it.each([
  ['127.0.0.1', true],
  ['127.8.8.8', true],
  ['localhost', true],
  ['::1', true],
  ['0.0.0.0', false],
  ['127.0.0.1.example.com', false],
])('%s is loopback: %p', (host, is) => {
  expect(isLoopback(host)).toBe(is);
});

it.each([
  ['TOANCANH_STORE', 'influx://ioc:secret@h:8086'],
  ['TOANCANH_STORE', 'influx://ioc:secret%@h:8086/toancanh'],
  ['TOANCANH_BROKER', 'http://ioc:secret@h:1883'],
  ['TOANCANH_BROKER', 'mqtt://ioc:sec/secret@h:1883'],
  ['TOANCANH_BROKRE', 'mqtt://ioc:secret@h:1883'],
])('says nothing of the password in %s=%s', (name, value) => {
  expect(() => parseSettings({ [name]: value })).toThrow(
    expect.objectContaining({ message: expect.not.stringContaining('secret') }) as Error,
  );
});
