import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProgram } from '../harness/program.js';

const AT = Date.UTC(2026, 10, 23, 7);
const SENSORS = [
  { id: 's', path: ['ward', 'city'] },
  { id: 'alarm-1', path: ['city'] },
];
const RULE = { id: 'high', metric: 'pm25', above: 200, holdSeconds: 5, clearSeconds: 3 };

type Line = Record<string, unknown>;
type Files = Record<string, Line[]>;

const reading = (at: number, pm25: number, more: Line = {}): Line => ({
  sensor: 's',
  at,
  values: { pm25 },
  ...more,
});
const found = (at: number, pm25: number): Line => ({
  sensor: 's',
  at: new Date(at).toISOString(),
  values: { pm25 },
  quality: 'ok',
});
const windowOf = (target: Line, more: Line = {}): Line => ({
  ...{ metric: 'pm25', span: '1m', start: AT, end: AT + 60_000, revision: 0, epoch: 1 },
  ...{ count: 2, sum: 7, min: 2, max: 5, mean: 3.5, p50: 3.5, p95: 4.85 },
  ...target,
  ...more,
});
const alarm = (second: number, pm25: number): Line => ({
  sensor: 'alarm-1',
  at: AT + 120_000 + second * 1_000,
  values: { pm25 },
});
const ALARMS = [alarm(0, 300), alarm(6, 300), alarm(7, 20)];
const alert = (id: string): Line => ({
  id,
  rule: 'high',
  sensor: 'alarm-1',
  since: AT + 120_000,
  version: 1,
  state: 'returned',
  history: [
    { version: 1, at: AT + 126_000, what: 'raised' },
    { version: 2, at: AT + 130_000, what: 'returned' },
  ],
});

/** A run in which all is right: two readings, one of them corrected, one refused, one not acknowledged and not there. */
function rightRun(): Files {
  const of = { count: 3, sum: 620, min: 20, max: 300, mean: 620 / 3, p50: 300, p95: 300 };
  const ofAlarm = (target: Line) => windowOf(target, { ...of, start: AT + 120_000, end: AT + 180_000 });
  const windows = [
    ...[{ sensor: 's' }, { area: 'ward' }, { area: 'city' }].map((target) => windowOf(target)),
    ...[{ sensor: 'alarm-1' }, { area: 'city' }].map(ofAlarm),
  ];
  return {
    input: [
      { id: 0, readings: [reading(AT, 9), reading(AT + 1, 5), reading(AT + 2, -4, { bad: 'E_RANGE' })] },
      { id: 1, readings: [reading(AT, 2)] },
      { id: 2, readings: [reading(AT + 3, 8)] },
      { id: 3, readings: ALARMS },
    ],
    acks: [{ id: 0 }, { id: 2, unknown: true }, { id: 1 }, { id: 3 }],
    rejected: [{ code: 'E_RANGE' }],
    'found-readings': [found(AT, 2), found(AT + 1, 5), ...ALARMS.map((one) => ({ ...one, quality: 'ok' }))],
    'found-windows': windows,
    'found-alerts': [alert('a')],
    status: [
      {
        name: 'intake-1',
        time: 1,
        stages: { intake: { received: 3, accepted: 2, late: 0, duplicate: 0, rejected: 1 } },
      },
    ],
    'log-windows': windows.map((value) => ({ value })),
    'log-alerts': [{ value: alert('a') }],
    'log-rejected': [{ value: { code: 'E_RANGE' } }],
  };
}

async function judged(what: 'answers' | 'log', files: Files): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'toancanh-check-'));
  try {
    const meta = { sensors: SENSORS, rule: RULE, spans: ['1m'], refusals: [], lateness: 0, asked: AT };
    await writeFile(join(folder, 'run.json'), JSON.stringify({ ...meta, answersMayBeLost: false }));
    for (const [name, lines] of Object.entries(files)) {
      await writeFile(
        join(folder, `${name}.ndjson`),
        lines.map((line) => `${JSON.stringify(line)}\n`).join(''),
      );
    }
    const { stdout, code } = await runProgram('python3', ['chaos/check.py', what, folder]);
    const { faults } = JSON.parse(stdout) as { faults: string[] };
    expect(code).toBe(faults.length === 0 ? 0 : 1);
    return faults.filter((line) => !line.startsWith(' '));
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe('the judge of a run', () => {
  it.each(['answers', 'log'] as const)(
    'has nothing to say against the %s of a run that is right',
    async (what) => {
      expect(await judged(what, rightRun())).toEqual([]);
    },
  );

  it.each<{ what: 'answers' | 'log'; why: string; break: (files: Files) => void; says: string[] }>([
    {
      what: 'answers',
      why: 'an acknowledged reading is not there',
      break: (files) => void files['found-readings']!.splice(1, 1),
      says: ['reading lost: 1', 'window wrong: 3'],
    },
    {
      what: 'answers',
      why: 'the reading before its correction is there',
      break: (files) => void (files['found-readings']![0] = found(AT, 9)),
      says: ['reading wrong: 1', 'window wrong: 3'],
    },
    {
      what: 'answers',
      why: 'a reading without an answer is there, and its window does not have it',
      break: (files) => void files['found-readings']!.push(found(AT + 3, 8)),
      says: ['window wrong: 3'],
    },
    {
      what: 'answers',
      why: 'what should have been refused is there',
      break: (files) => void files['found-readings']!.push(found(AT + 2, -4)),
      says: ['reading that should have been refused: 1', 'window wrong: 3'],
    },
    {
      what: 'answers',
      why: 'something is there that was never sent',
      break: (files) => void files['found-readings']!.push(found(AT + 90_000, 1)),
      says: ['reading never sent: 1', 'window missing: 3'],
    },
    {
      what: 'answers',
      why: 'a reading is there twice',
      break: (files) => void files['found-readings']!.push(found(AT, 2)),
      says: ['reading twice: 1'],
    },
    {
      what: 'answers',
      why: 'a window is not there',
      break: (files) => void files['found-windows']!.shift(),
      says: ['window missing: 1'],
    },
    {
      what: 'answers',
      why: 'an episode has two alerts',
      break: (files) => void files['found-alerts']!.push(alert('b')),
      says: ['alert with several ids: 1', 'episode told twice: 1'],
    },
    {
      what: 'answers',
      why: 'an alert is raised when nothing was too high',
      break: (files) =>
        void (files['found-alerts']![0]!.history as Line[]).push({ at: AT + 150_000, what: 'resumed' }),
      says: ['alert of nothing: 1'],
    },
    {
      what: 'answers',
      why: 'an episode has none',
      break: (files) => void files['found-alerts']!.pop(),
      says: ['episode without alert: 1'],
    },
    {
      what: 'answers',
      why: 'a stage does not account for what it received',
      break: (files) =>
        void ((files.status![0]!.stages as Record<string, Record<string, number>>).intake!.received = 4),
      says: ['account does not add up: 1'],
    },
    {
      what: 'log',
      why: 'one revision and epoch has two contents',
      break: (files) => void files['log-windows']!.push({ value: windowOf({ sensor: 's' }, { count: 3 }) }),
      says: ['one revision, two contents: 1'],
    },
    {
      what: 'log',
      why: 'a revision is repeated although no answer was lost',
      break: (files) => void files['log-windows']!.push({ value: windowOf({ sensor: 's' }) }),
      says: ['revision published again although no answer was lost: 1'],
    },
    {
      what: 'log',
      why: 'the API has an older revision than the log',
      break: (files) =>
        void files['log-windows']!.push({ value: windowOf({ sensor: 's' }, { revision: 1 }) }),
      says: ['window that is not the newest on the log: 1'],
    },
    {
      what: 'log',
      why: 'a version of an alert has two contents',
      break: (files) => void files['log-alerts']!.push({ value: { ...alert('a'), since: 0 } }),
      says: ['one version of an alert, two contents: 1'],
    },
    {
      what: 'log',
      why: 'something was refused for a reason that nobody gave',
      break: (files) => void files.rejected!.push({ code: 'E_TS_FUTURE' }),
      says: ['refused without reason: 1'],
    },
    {
      what: 'log',
      why: 'a refusal is not kept',
      break: (files) => void files['log-rejected']!.pop(),
      says: ['refusal not kept: 1'],
    },
  ])('says so when $why', async ({ what, break: breakIt, says }) => {
    const files = rightRun();
    breakIt(files);
    expect(await judged(what, files)).toEqual(says);
  });
});
