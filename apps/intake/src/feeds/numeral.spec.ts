import { isAbsent, numbered } from './numeral.js';

describe('numbered', () => {
  it.each([
    { sent: 31.2, decimal: null, is: 31.2, why: 'a JSON number is one' },
    { sent: '31.2', decimal: null, is: '31.2', why: 'nobody said that texts are numbers' },
    { sent: '31.2', decimal: 'point', is: 31.2, why: 'declared' },
    { sent: '31,2', decimal: 'comma', is: 31.2, why: 'as Vietnamese writes it' },
    { sent: ' -0,5 ', decimal: 'comma', is: -0.5, why: 'blanks around it do not count' },
    { sent: '12', decimal: 'comma', is: 12, why: 'a whole number has no mark' },
    { sent: '1,2e3', decimal: 'comma', is: 1_200, why: 'with an exponent' },
    { sent: 31.2, decimal: 'comma', is: 31.2, why: 'a JSON number is one whatever is declared' },
    { sent: '1.234', decimal: 'comma', is: '1.234', why: 'a thousand, or one and a bit: not guessed' },
    { sent: '1,234', decimal: 'point', is: '1,234', why: 'likewise' },
    { sent: '1.234,5', decimal: 'comma', is: '1.234,5', why: 'no grouping' },
    { sent: '0x10', decimal: 'point', is: '0x10', why: 'no other notation' },
    { sent: 'Infinity', decimal: 'point', is: 'Infinity', why: 'not finite' },
    { sent: '.5', decimal: 'point', is: '.5', why: 'no digit before the mark' },
    { sent: true, decimal: 'point', is: true, why: 'not text' },
  ] as const)('$sent with $decimal is $is: $why', ({ sent, decimal, is }) => {
    expect(numbered(sent, decimal)).toBe(is);
  });
});

describe('isAbsent', () => {
  it.each([
    { sent: undefined, decimal: null, absent: true },
    { sent: null, decimal: null, absent: true },
    { sent: '', decimal: 'comma', absent: true },
    { sent: '', decimal: null, absent: false },
    { sent: 0, decimal: null, absent: false },
  ] as const)('$sent with $decimal: $absent', ({ sent, decimal, absent }) => {
    expect(isAbsent(sent, decimal)).toBe(absent);
  });
});
