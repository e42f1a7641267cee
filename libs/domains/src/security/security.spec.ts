import { crowdLevelOf } from './crowd.js';
import { CASE_STATES, caseMove, isOver, responseOf } from './emergency-case.js';
import { isConfirmedFire, isPanelBlind, panelStateOf } from './fire-panel.js';
import { SECURITY_INCIDENTS } from './incidents.js';
import { ONVIF_TOPICS, onvifMeaning } from './onvif.js';
import { security } from './security.js';

const incident = (kind: string) => SECURITY_INCIDENTS.find((one) => one.kind === kind);

/** Still, "Introduction to crowd science" (2014); Fruin, "The causes and prevention of crowd disasters" (1993). */
describe('the density of a crowd', () => {
  it.each([
    [0, false, 0, 'comfortable'],
    [1.99, false, 0, 'comfortable still'],
    [2, false, 1, 'dense: watch'],
    [3.99, false, 1, 'dense still'],
    [4, false, 2, 'dangerous: stop the inflow'],
    [5, false, 3, 'critical'],
    [5.55, false, 3, 'forces that people cannot withstand (Fruin)'],
    [7.1, false, 3, 'critical for a standing crowd (Fruin)'],
    [1.99, true, 0, 'a walking crowd with room'],
    [2, true, 2, 'a walking crowd is a level earlier: its flow falls'],
    [4, true, 3, 'a walking crowd is critical'],
    [6, true, 3, 'there is nothing above critical'],
  ] as const)('%p a square metre, moving %p: level %p, %s', (density, moving, level, _why) => {
    expect(crowdLevelOf(density, moving)).toBe(level);
  });
});

describe('fire panels', () => {
  it.each([
    { zones: [], state: 'normal', why: 'no zone says anything' },
    { zones: ['normal', 'trouble', 'normal'], state: 'trouble', why: 'one line is broken' },
    { zones: ['disabled', 'alarm', 'trouble'], state: 'alarm', why: 'the gravest counts' },
    { zones: ['supervisory', 'pre_alarm'], state: 'pre_alarm', why: 'a first detector' },
  ] as const)('$state: $why', ({ zones, state }) => {
    expect(panelStateOf(zones)).toBe(state);
  });

  it.each([
    { state: 'normal', silent: 180, blind: false, why: 'three heartbeats of 60 s' },
    { state: 'normal', silent: 181, blind: true, why: 'more than three' },
    { state: 'trouble', silent: 0, blind: true, why: 'it says so itself' },
    { state: 'disabled', silent: 0, blind: true, why: 'switched off' },
    { state: 'alarm', silent: 0, blind: false, why: 'an alarm is no fault' },
  ] as const)('blind $blind: $why', ({ state, silent, blind }) => {
    expect(isPanelBlind(state, silent, 60)).toBe(blind);
  });

  const at = (source: string, seconds: number) => ({ source, at: seconds * 1000 });
  it.each([
    { alarms: [at('a', 0)], person: false, fire: false, why: 'one source' },
    { alarms: [at('a', 0), at('a', 9)], person: false, fire: false, why: 'the same source twice' },
    { alarms: [at('a', 0), at('b', 300)], person: false, fire: true, why: 'two within five minutes' },
    { alarms: [at('a', 0), at('b', 301)], person: false, fire: false, why: 'two too far apart' },
    { alarms: [at('a', 0)], person: true, fire: true, why: 'a person has seen it' },
  ])('confirmed $fire: $why', ({ alarms, person, fire }) => {
    expect(isConfirmedFire(alarms, person)).toBe(fire);
  });

  it('numbers its states as the metric does', () => {
    const { states = {} } = security.metrics.find(({ name }) => name === 'fire_panel_state')!;
    expect(states[5]!.en).toBe('alarm');
    expect(Object.keys(states)).toHaveLength(6);
  });
});

/** ONVIF Core Specification (PropertyOperation) and the topics of the Imaging, Analytics and Device services. */
describe('ONVIF events', () => {
  const LINE = 'tns1:RuleEngine/LineDetector/Crossed';
  const FIELD = 'tns1:RuleEngine/FieldDetector/ObjectsInside';
  it.each([
    {
      topic: FIELD,
      operation: 'Initialized',
      active: true,
      meaning: { what: 'state' },
      why: 'a state at subscription',
    },
    {
      topic: FIELD,
      operation: 'Changed',
      active: true,
      meaning: { what: 'begins', kind: 'intrusion' },
      why: 'somebody is in',
    },
    {
      topic: FIELD,
      operation: 'Changed',
      active: false,
      meaning: { what: 'ends', kind: 'intrusion' },
      why: 'nobody is any more',
    },
    {
      topic: FIELD,
      operation: 'Deleted',
      active: true,
      meaning: { what: 'ends', kind: 'intrusion' },
      why: 'the property is gone',
    },
    { topic: LINE, meaning: { what: 'begins', kind: 'intrusion' }, why: 'an event without state' },
    { topic: LINE, operation: 'Initialized', meaning: { what: 'state' }, why: 'even so' },
    { topic: 'toString', operation: 'Changed', meaning: { what: 'unknown' }, why: 'no topic of theirs' },
  ] as const)('$topic $operation $active is $meaning.what: $why', ({ why: _, meaning, ...message }) => {
    expect(onvifMeaning(message)).toEqual(meaning);
  });

  it.each(Object.entries(ONVIF_TOPICS))('%s is a kind of the list', (topic, { kind }) => {
    expect(incident(kind)).toBeDefined();
    expect(onvifMeaning({ topic, operation: 'Initialized', active: true })).toEqual({ what: 'state' });
  });
});

describe('the list of incidents', () => {
  it.each([
    ['smoke_detected', 2],
    ['fire_alarm', 1],
    ['fire_confirmed', 1],
    ['panel_fault', 3],
    ['gas_leak', 1],
    ['sprinkler_flow', 1],
    ['trapped_person', 1],
    ['intrusion', 2],
    ['loitering', 3],
    ['abandoned_object', 2],
    ['crowd_density', 2],
    ['fight_or_assault', 1],
    ['public_disorder', 2],
    ['panic_button', 1],
    ['camera_offline', 3],
    ['camera_tampered', 2],
    ['camera_dark', 3],
    ['camera_blurred', 3],
    ['camera_signal_lost', 3],
  ])('%s raises an alarm of severity %p', (kind, severity) => {
    expect(incident(kind)).toMatchObject({ severity });
    expect(incident(kind)!.alarm).not.toBe(false);
  });

  it.each(['panel_initialized', 'camera_initialized', 'panel_test', 'motion', 'case_113', 'case_1022'])(
    '%s is only recorded',
    (kind) => expect(incident(kind)!.alarm).toBe(false),
  );

  it('has each kind once, in both languages', () => {
    expect(new Set(SECURITY_INCIDENTS.map(({ kind }) => kind)).size).toBe(SECURITY_INCIDENTS.length);
    for (const { title } of SECURITY_INCIDENTS) expect(title.vi.normalize('NFC') && title.en).toBeTruthy();
  });
});

describe('a case of an emergency number', () => {
  it.each([
    ['received', 'dispatched', 'moves'],
    ['received', 'closed', 'moves'],
    ['received', 'on_scene', 'out-of-order'],
    ['dispatched', 'dispatched', 'repeats'],
    ['on_scene', 'cancelled', 'out-of-order'],
    ['closed', 'dispatched', 'out-of-order'],
    ['handed_over', 'closed', 'moves'],
  ] as const)('%s to %s: %s', (from, to, move) => expect(caseMove(from, to)).toBe(move));

  it('is over when closed or cancelled', () => {
    expect(CASE_STATES.filter(isOver)).toEqual(['closed', 'cancelled']);
  });

  it.each([
    { at: { received: 0, dispatched: 60_000, on_scene: 840_000 }, dispatch: 60, arrival: 840 },
    { at: { received: 0, dispatched: 60_000 }, dispatch: 60, arrival: undefined },
    { at: { received: 90_000, dispatched: 60_000 }, dispatch: undefined, arrival: undefined },
  ])('is answered in $dispatch and $arrival s', ({ at, dispatch, arrival }) => {
    expect(responseOf(at)).toEqual({ dispatch, arrival });
  });
});
