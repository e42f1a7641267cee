import { local, step } from '../testing/steps.js';
import { dossierOf } from './dossier.js';
import { overdueFrom, punctualityOf } from './punctuality.js';

const due = local('2024-01-09 17:00');
const received = step('received', '2024-01-02 08:00', { due });
const asked = step('supplement_requested', '2024-01-04 10:00');
const supplied = step('supplemented', '2024-01-08 10:00');

/** Part 2.1 of the index of Decision 766/QĐ-TTg of 2022-06-23, as the national portal describes its formula. */
describe('punctualityOf', () => {
  it.each([
    {
      id: 'D1',
      why: 'the four days of the supplement are not counted',
      steps: [received, asked, supplied, step('resolved', '2024-01-12 16:00')],
      until: '2024-02-01 00:00',
      is: 'on-time',
    },
    {
      id: 'D2',
      why: 'they are not enough',
      steps: [received, asked, supplied, step('resolved', '2024-01-14 09:00')],
      until: '2024-02-01 00:00',
      is: 'overdue',
    },
    {
      id: 'D3',
      why: 'due yesterday, one request pending since before: judged at the request',
      steps: [received, asked],
      until: '2024-01-10 12:00',
      is: 'on-time',
    },
    {
      id: 'D4',
      why: 'two requests and nothing else',
      steps: [received, asked, step('supplement_requested', '2024-01-05 10:00')],
      until: '2024-01-05 12:00',
      is: 'overdue',
    },
    {
      id: 'D5',
      why: 'in process and due after the end of the period',
      steps: [received],
      until: '2024-01-09 17:00',
      is: 'on-time',
    },
    { id: 'D5b', why: 'a moment later', steps: [received], until: '2024-01-09 17:01', is: 'overdue' },
    {
      id: 'D3b',
      why: 'one request, made after it was due',
      steps: [received, step('supplement_requested', '2024-01-10 08:00')],
      until: '2024-01-12 08:00',
      is: 'overdue',
    },
    {
      id: 'D6',
      why: 'processed before the hand-over counts first',
      steps: [received, step('resolved', '2024-01-09 16:00'), step('returned', '2024-01-20 08:00')],
      until: '2024-02-01 00:00',
      is: 'on-time',
    },
    {
      id: 'D7',
      why: 'handed over, its processing never told',
      steps: [received, step('returned', '2024-01-20 08:00')],
      until: '2024-02-01 00:00',
      is: 'overdue',
    },
    {
      id: 'D8',
      why: 'withdrawn in time',
      steps: [received, step('withdrawn', '2024-01-05 08:00')],
      until: '2024-02-01 00:00',
      is: 'on-time',
    },
    {
      id: 'D9',
      why: 'refused at the counter: it was never accepted',
      steps: [step('registered', '2024-01-02 08:00'), step('refused', '2024-01-03 08:00')],
      until: '2024-02-01 00:00',
      is: 'unjudged',
    },
    {
      id: 'D10',
      why: 'two requests, both answered, and an end',
      steps: [
        received,
        asked,
        supplied,
        step('supplement_requested', '2024-01-09 10:00'),
        step('supplemented', '2024-01-11 10:00'),
        step('resolved', '2024-01-15 16:00'),
      ],
      until: '2024-02-01 00:00',
      is: 'on-time',
    },
  ])('$id is $is: $why', ({ steps, until, is }) => {
    expect(punctualityOf(dossierOf(steps)!, local(until))).toBe(is);
  });

  it.each([
    { resolved: '2024-01-10 08:00', longest: 8, is: 'on-time', why: 'eight days, of eight' },
    { resolved: '2024-01-10 08:01', longest: 8, is: 'overdue', why: 'a minute more' },
    {
      resolved: '2024-01-10 08:01',
      longest: undefined,
      is: 'unjudged',
      why: 'nobody knows its longest time',
    },
  ])('without a promise $is: $why', ({ resolved, longest, is }) => {
    const dossier = dossierOf([step('received', '2024-01-02 08:00'), step('resolved', resolved)])!;
    const time = longest === undefined ? undefined : longest * 86_400_000;
    expect(punctualityOf(dossier, local('2024-02-01 00:00'), time)).toBe(is);
  });

  it('subtracts the supplement once where there is no promise', () => {
    const dossier = dossierOf([
      step('received', '2024-01-02 08:00'),
      asked,
      supplied,
      step('resolved', '2024-01-12 08:00'),
    ])!;
    expect(punctualityOf(dossier, Infinity, 6 * 86_400_000)).toBe('on-time');
    expect(punctualityOf(dossier, Infinity, 6 * 86_400_000 - 1)).toBe('overdue');
  });
});

describe('overdueFrom', () => {
  it.each([
    { steps: [received], why: 'open' },
    { steps: [received, asked], why: 'waiting' },
    { steps: [received, asked, supplied], why: 'supplemented' },
    { steps: [received, step('supplement_requested', '2024-01-10 08:00')], why: 'asked too late' },
    {
      steps: [received, asked, supplied, step('supplement_requested', '2024-01-09 08:00')],
      why: 'asked twice',
    },
  ])('says when the verdict turns: $why', ({ steps }) => {
    const dossier = dossierOf(steps)!;
    const from = overdueFrom(dossier);
    for (const at of [local('2024-01-09 17:00'), local('2024-01-13 17:00'), local('2024-01-13 17:00') + 1]) {
      expect(punctualityOf(dossier, at) === 'overdue').toBe(from <= at);
    }
  });
});
