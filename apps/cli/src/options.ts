import { InvalidArgumentError } from 'commander';
import type { Say } from './texts.js';

/** Readers of option values; what they refuse is said in the reader's language, with exit code 2. */
export function optionReaders(say: Say) {
  const refuse = (expected: string): never => {
    throw new InvalidArgumentError(expected);
  };
  return {
    wholeNumber:
      (least: number, greatest: number, expected = say('wholeNumber', { least, greatest })) =>
      (text: string): number => {
        const number = /^\d{1,15}$/.test(text) ? Number(text) : NaN;
        return number >= least && number <= greatest ? number : refuse(expected);
      },
    positive: (text: string): number => {
      const number = Number(text);
      return number > 0 && Number.isFinite(number) ? number : refuse(say('positiveNumber'));
    },
    instant: (text: string): string =>
      /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:?\d\d)$/.test(text) && !Number.isNaN(Date.parse(text))
        ? text
        : refuse(say('instant')),
    oneOf:
      <T extends string>(list: readonly T[]) =>
      (text: string): T =>
        list.find((item) => item === text) ?? refuse(say('oneOf', { list: list.join(', ') })),
  };
}
