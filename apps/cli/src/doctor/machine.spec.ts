import { sayIn } from '../texts.js';
import { holderFinding } from './holder.js';
import { clockFinding, dataFinding, LEAST_FREE, nodeFinding } from './machine.js';
import { type Running, runningFindings } from './running.js';

const say = sayIn('en');
const now = Date.parse('2026-11-23T07:00:00Z');

it.each([
  { version: 'v20.19.0', verdict: 'good' },
  { version: 'v20.20.2', verdict: 'good' },
  { version: 'v24.0.0', verdict: 'good' },
  { version: 'v20.18.9', verdict: 'bad' },
  { version: 'v18.30.0', verdict: 'bad' },
])('Node $version is $verdict where >=20.19 is wanted', ({ version, verdict }) => {
  expect(nodeFinding(version, '>=20.19', say)).toMatchObject({ verdict });
});

it.each([
  { why: 'nothing to compare with', built: undefined, server: undefined, verdict: 'good' },
  { why: 'built before', built: now - 1, server: now - 1_000, verdict: 'good' },
  { why: 'built in its future', built: now + 1, server: undefined, verdict: 'bad' },
  { why: 'the server is ahead', built: undefined, server: now + 3_000, verdict: 'bad' },
  { why: 'the server is behind', built: undefined, server: now - 3_000, verdict: 'bad' },
])('a clock is $verdict: $why', ({ built, server, verdict }) => {
  const finding = clockFinding({ now, zone: 'Asia/Ho_Chi_Minh', built, server }, say);
  expect(finding.verdict).toBe(verdict);
  expect(finding.cure !== undefined).toBe(verdict === 'bad');
});

it.each([
  { facts: { free: LEAST_FREE }, verdict: 'good' },
  { facts: { free: LEAST_FREE - 1 }, verdict: 'bad' },
  { facts: { why: 'EACCES' }, verdict: 'bad' },
])('a data folder with $facts is $verdict', ({ facts, verdict }) => {
  expect(dataFinding({ folder: '/data', ...facts }, say)).toMatchObject({ verdict });
});

it.each([
  { holder: undefined, answers: false, verdict: 'note' },
  { holder: { pid: 7, command: 'node' }, answers: true, verdict: 'good' },
  { holder: { pid: 7, command: 'node' }, answers: false, verdict: 'bad' },
])('log and store held by $holder, answering $answers: $verdict', ({ holder, answers, verdict }) => {
  expect(holderFinding(holder, { answers, at: 'http://here' }, say)).toMatchObject({ verdict });
});

it('adds up what each stage says of itself', () => {
  const counts = { received: 10, accepted: 5, late: 1, duplicate: 2, rejected: 2 };
  const of = (running: Partial<Running>) =>
    runningFindings({ clock: now, notReady: null, stages: { intake: counts }, ...running }, say).map(
      ({ check, verdict }) => `${check} ${verdict}`,
    );
  expect(of({})).toEqual(['ready good', 'accounts good']);
  expect(of({ notReady: 'log' })).toEqual(['ready bad', 'accounts good']);
  expect(of({ stages: { live: { ...counts, received: 11 } } })).toEqual(['ready good', 'accounts bad']);
});
