import { timed } from './timing.js';

describe('timed', () => {
  it.each([
    { sent: '2026-11-23T07:00:00Z', by: {}, is: '2026-11-23T07:00:00Z', why: 'a zone of its own' },
    { sent: 1_795_417_200_000, by: {}, is: 1_795_417_200_000, why: 'milliseconds unless told' },
    { sent: 1_795_417_200, by: { unit: 's' }, is: 1_795_417_200_000, why: 'seconds, told' },
    { sent: 1_795_417_200.25, by: { unit: 's' }, is: 1_795_417_200_250, why: 'with a fraction' },
    { sent: '1795417200', by: { unit: 's' }, is: 1_795_417_200_000, why: 'digits as text' },
    { sent: '1795417200000', by: { unit: 'ms' }, is: 1_795_417_200_000, why: 'likewise' },
    { sent: '1795417200000', by: {}, is: '1795417200000', why: 'nobody said that texts are numbers' },
    {
      ...{ sent: '2026-11-23 14:00:00', by: { offset: '+07:00' }, is: '2026-11-23T14:00:00+07:00' },
      why: 'no zone, and a blank for the T',
    },
    { sent: '2026-11-23T14:00', by: { offset: '+07:00' }, is: '2026-11-23T14:00+07:00', why: 'no seconds' },
    {
      ...{ sent: '2026-11-23T07:00:00Z', by: { offset: '+07:00' }, is: '2026-11-23T07:00:00Z' },
      why: 'its own zone stands',
    },
    { sent: '23/11/2026 14:00', by: { offset: '+07:00' }, is: '23/11/2026 14:00', why: 'not ISO 8601' },
    { sent: { y: 2026 }, by: { unit: 's' }, is: { y: 2026 }, why: 'no instant at all' },
  ] as const)('$sent is $is: $why', ({ sent, by, is }) => {
    expect(timed(sent, by)).toEqual(is);
  });
});
