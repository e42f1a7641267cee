import type { Rejection } from '@toancanh/events';
import type { Context } from './context.js';

type Shown = Pick<Rejection, 'code' | 'path' | 'value' | 'expected' | 'cure'>;

/** Why a message was refused, and what to do: the lines under its headline. */
export function rejectionLines(
  { value, expected, cure }: Shown,
  { say, language }: Pick<Context, 'say' | 'language'>,
): string[] {
  return [
    ...(value === undefined ? [] : [say('rejectedValue', { value })]),
    say('rejectedExpected', { expected }),
    say('cure', { cure: cure[language] }),
  ];
}
