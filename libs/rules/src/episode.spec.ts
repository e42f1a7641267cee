import { acknowledged } from './alert-steps.js';
import { conditionOf, type ThresholdRule } from './condition.js';
import { Episode, type Held } from './episode.js';

const M = 60_000;
const hash = (text: string) => `#${text.replaceAll('\n', '/')}`;
const RULE: ThresholdRule = {
  id: 'hot',
  version: 3,
  title: { vi: 'Nóng', en: 'Hot' },
  domain: 'environment',
  priority: 2,
  metric: 'temp',
  on: 'reading',
  when: { above: 40 },
};

/** Values a minute apart, `.` for none; what each changed. */
function play(
  rule: Partial<ThresholdRule>,
  values: (number | '.')[],
  held: Held = { alert: undefined },
  first = 0,
) {
  const whole = { ...RULE, ...rule } as ThresholdRule;
  const subject = { rule: whole, sensor: 's', area: 'e1', unit: '°C' };
  const episode = new Episode(subject, conditionOf(whole), held, hash, () => false);
  const changes = values.map((value, minute) => {
    if (value === '.') return '.';
    const at = (first + minute) * M;
    const sample = { from: at, at, value };
    const place = { topic: 't', partition: 0, offset: first + minute, appendTime: at };
    return episode.take(sample, place)?.history.at(-1)?.what ?? '-';
  });
  return { changes: changes.join(' '), held, episode };
}

describe('an episode', () => {
  // minutes     0  1  2  3  …            limit 40
  it.each<{ why: string; rule: Partial<ThresholdRule>; values: (number | '.')[]; changes: string }>([
    { why: 'at once without a hold', rule: {}, values: [40, 41], changes: '- raised' },
    { why: 'when the hold is over', rule: { hold: '2m' }, values: [41, 41, 41], changes: '- - raised' },
    {
      why: 'a break begins the hold again',
      rule: { hold: '2m' },
      values: [41, 40, 41, 41, 41],
      changes: '- - - - raised',
    },
    { why: 'silence is no break', rule: { hold: '2m' }, values: [41, '.', '.', 41], changes: '- . . raised' },
    { why: 'ends where it began', rule: {}, values: [41, 40], changes: 'raised returned' },
    {
      why: 'between the limits nothing ends',
      rule: { clear: { when: { below: 35 } } },
      values: [41, 39, 35, 34],
      changes: 'raised - - returned',
    },
    {
      why: 'the end is held too',
      rule: { clear: { when: { below: 35 }, hold: '2m' } },
      values: [41, 34, 36, 34, 34, 34],
      changes: 'raised - - - - returned',
    },
    { why: 'back before anybody looked', rule: {}, values: [41, 39, 42], changes: 'raised returned resumed' },
    {
      why: 'back, and held again',
      rule: { hold: '1m' },
      values: [41, 41, 39, 42, 42],
      changes: '- raised returned - resumed',
    },
    {
      why: 'worse by a quarter of the excess and 2 % of the limit',
      rule: {},
      values: [41, 41.5, 41.8, 41.81, 42.5, 50, 50],
      changes: 'raised - - worsened - worsened -',
    },
    { why: 'falling', rule: { when: { below: 5 } }, values: [5, 4, 6], changes: '- raised returned' },
  ])('$why: $changes', ({ rule, values, changes }) => expect(play(rule, values).changes).toBe(changes));

  it('tells since when, why, and how bad', () => {
    expect(play({ hold: '2m' }, [41, 44, 43]).held.alert).toEqual({
      id: '#hot/s/0',
      version: 1,
      rule: 'hot',
      ruleVersion: 3,
      priority: 2,
      state: 'unacknowledged',
      title: { vi: 'Nóng', en: 'Hot' },
      domain: 'environment',
      metric: 'temp',
      sensor: 's',
      area: 'e1',
      since: 0,
      raisedAt: 2 * M,
      value: 44,
      limit: 40,
      unit: '°C',
      inputs: [
        { at: 0, value: 41 },
        { at: M, value: 44 },
        { at: 2 * M, value: 43 },
      ],
      history: [{ version: 1, at: 2 * M, what: 'raised', value: 44 }],
      simulated: false,
    });
  });

  it('resumes under the same id, without the return', () => {
    const { held } = play({}, [41, 39, 42]);
    expect(held.alert).toMatchObject({ id: '#hot/s/0', version: 3, state: 'unacknowledged', since: 0 });
    expect(held.alert).not.toHaveProperty('returnedAt');
  });

  it('begins another episode once the last one is acknowledged and over', () => {
    const command = { id: 'c', what: 'acknowledge', target: '', version: 1, who: 'Lan', at: 30_000 } as const;
    const { held } = play({}, [41]);
    held.alert = acknowledged(held.alert!, command);
    expect(held.alert).toMatchObject({
      state: 'acknowledged',
      acknowledgedBy: 'Lan',
      acknowledgedAt: 30_000,
    });
    expect(play({}, [39], held, 1).changes).toBe('returned');
    expect(held.alert).toMatchObject({ state: 'normal', version: 3, returnedAt: M });
    expect(play({}, [42], held, 2).changes).toBe('raised');
    expect(held.alert).toMatchObject({ id: `#hot/s/${2 * M}`, version: 1 });
  });

  it('is over when it is acknowledged after it returned', () => {
    const { held } = play({}, [41, 39]);
    const command = { id: 'c', what: 'acknowledge', target: '', version: 2, who: 'Lan', at: 90_000 } as const;
    expect(acknowledged(held.alert!, command)).toMatchObject({ state: 'normal', version: 3 });
  });

  it('changes nothing when it is fed again what it was restored from', () => {
    const values = [41, 39, 42, 50, 39];
    const { held } = play({}, values);
    const restored = { alert: held.alert };
    expect(play({}, values, restored).changes).toBe('- - - - -');
    expect(restored.alert).toBe(held.alert);
  });

  it('leaves a correction of the very instant that changed it alone, as it would after a restart', () => {
    const { episode, held } = play({}, [41]);
    const place = { topic: 't', partition: 0, offset: 1, appendTime: 1 };
    expect(episode.take({ from: 0, at: 0, value: 39 }, place)).toBeUndefined();
    expect(held.alert).toMatchObject({ state: 'unacknowledged' });
  });

  it('looks forward only', () => {
    const { episode, held } = play({}, [30, 30, 30]);
    const place = { topic: 't', partition: 0, offset: 9, appendTime: 9 };
    expect(episode.take({ from: M, at: M, value: 99, simulated: false }, place)).toBeUndefined();
    expect(held.alert).toBeUndefined();
    expect(episode.take({ from: 2 * M, at: 2 * M, value: 99, simulated: true }, place)).toMatchObject({
      simulated: true,
    });
  });

  it('needs the record at which a hold began, until it is decided', () => {
    expect(play({ hold: '5m' }, [30, 41, 42]).episode.needs).toMatchObject({ offset: 1 });
    expect(play({ hold: '5m' }, [30, 41, 30]).episode.needs).toBeUndefined();
    expect(play({ clear: { when: { below: 40 }, hold: '5m' } }, [41, 30, 30]).episode.needs).toMatchObject({
      offset: 1,
    });
  });

  it('keeps the last ten inputs and the last hundred changes', () => {
    const { held } = play(
      { hold: '20m' },
      Array.from({ length: 21 }, (_, n) => 41 + n / 1000),
    );
    expect(held.alert?.inputs).toHaveLength(10);
    const flapping = play(
      {},
      Array.from({ length: 300 }, (_, n) => (n % 2 ? 39 : 41)),
    ).held.alert;
    expect(flapping?.version).toBe(300);
    expect(flapping?.history.map(({ version }) => version)).toEqual(
      Array.from({ length: 100 }, (_, n) => 201 + n),
    );
  });
});
