import { once } from 'node:events';
import type { AlertView, Value } from '@toancanh/events';
import { FakeCity } from '../testing/city-server.js';
import { runLine, testContext } from '../testing/context.js';

const alert = (version: number, change: Partial<AlertView> = {}): AlertView => ({
  id: 'a',
  version,
  rule: 'r',
  ruleVersion: 1,
  priority: 2,
  state: 'unacknowledged',
  title: { vi: 'Bụi mịn cao', en: 'High fine dust' },
  domain: 'environment',
  metric: 'pm25',
  area: 'di-an',
  since: '2026-11-23T07:00:00.000Z',
  raisedAt: '2026-11-23T07:00:00.000Z',
  value: 182.5,
  unit: 'µg/m³',
  inputs: [],
  history: [{ version, at: `2026-11-23T07:00:0${version}.000Z`, what: 'raised' }],
  simulated: false,
  ...change,
});
const value: Value = {
  sensor: 's',
  metric: 'pm25',
  value: 31.2,
  unit: 'µg/m³',
  at: '2026-11-23T07:00:00.000Z',
  receivedAt: '2026-11-23T07:00:00.000Z',
  area: 'di-an',
  quality: 'simulated',
  freshness: 'live',
};

describe('toancanh tail', () => {
  let city: FakeCity;
  beforeEach(async () => (city = await FakeCity.open()));
  afterEach(() => city.close());

  /** Runs until as many lines as are wanted have been written. */
  async function tail(more: string[], deltas: object[], wanted: number, language: 'vi' | 'en' = 'en') {
    const { context, terminal, interrupt } = testContext(language);
    const out = terminal.out.bind(terminal);
    terminal.out = (line) => {
      out(line);
      if (terminal.lines.length === wanted) interrupt();
    };
    const connected = once(city.live, 'connection');
    const ran = runLine(['tail', '--area', 'di-an', '--url', city.url, ...more], {
      context,
      terminal,
      interrupt,
    });
    const [socket] = (await connected) as [{ once(name: string, then: () => void): void }];
    socket.once('subscribe', () =>
      deltas.forEach((delta, index) =>
        city.live.emit('delta', { prev: index + 1, seq: index + 2, ...delta }),
      ),
    );
    return ran;
  }

  it('prints each version of an alert once, and its state in words', async () => {
    const acknowledged = alert(2, { state: 'acknowledged', acknowledgedBy: 'Lan' });
    const { exit, lines } = await tail(
      [],
      [{ alerts: [alert(1)] }, { alerts: [alert(1)] }, { alerts: [acknowledged] }],
      2,
      'vi',
    );
    expect({ exit, lines }).toEqual({
      exit: 0,
      lines: [
        '2026-11-23T07:00:01.000Z  ▲2  di-an  Bụi mịn cao  182,5 µg/m³  chưa ai nhận',
        '2026-11-23T07:00:02.000Z  ▲2  di-an  Bụi mịn cao  182,5 µg/m³  đã nhận: Lan',
      ],
    });
  });

  it('prints the name of a state, not its number', async () => {
    const state = { metric: 'signal_ok', value: 0, unit: '', valueName: { vi: 'hỏng', en: 'out' } };
    const { lines } = await tail([], [{ alerts: [alert(1, state)] }], 1, 'en');
    expect(lines).toEqual(['2026-11-23T07:00:01.000Z  ▲2  di-an  High fine dust  out  unacknowledged']);
  });

  it('prints values only when asked, as NDJSON when asked', async () => {
    const { lines } = await tail(['--values', '--json'], [{ latest: [value], alerts: [alert(1)] }], 2);
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      { type: 'alert', ...alert(1) },
      { type: 'value', ...value },
    ]);
  });

  it('subscribes to what was named', async () => {
    await tail(['--min-priority', '2'], [{ alerts: [alert(1)] }], 1);
    expect(city.subscribed).toEqual([{ areas: ['di-an'], minPriority: 2 }]);
  });

  it('ends with 1 when the area is not known', async () => {
    city.subscribeAnswer = { ok: false, code: 'E_AREA', detail: 'no area di-an' };
    const { exit, messages } = await runLine(['tail', '--area', 'di-an', '--url', city.url]);
    expect(exit).toBe(1);
    expect(messages.join('\n')).toContain('E_AREA no area di-an');
  });

  it('ends with 4 when nobody is there', async () => {
    const { url } = city;
    await city.close();
    expect((await runLine(['tail', '--area', 'di-an', '--url', url])).exit).toBe(4);
    city = await FakeCity.open();
  });
});
