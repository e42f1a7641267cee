import type { CommanderError } from 'commander';
import type { Say, TextKey } from './texts.js';

const KEYS: Readonly<Record<string, TextKey>> = {
  'commander.unknownOption': 'unknownOption',
  'commander.unknownCommand': 'unknownCommand',
  'commander.missingArgument': 'missingArgument',
  'commander.optionMissingArgument': 'optionMissingArgument',
  'commander.missingMandatoryOptionValue': 'missingOption',
  'commander.excessArguments': 'excessArguments',
  'commander.invalidArgument': 'invalidArgument',
  'commander.conflictingOption': 'conflictingOption',
};

/** Commander says what is wrong in English; the part it quotes, and its code, are enough to say it in the reader's words. */
export function usageFault({ code, message }: Pick<CommanderError, 'code' | 'message'>, say: Say): string {
  const key = KEYS[code];
  if (!key) return message;
  const quoted = /'([^']*)'/.exec(message)?.[1] ?? '';
  const expected = / is invalid(?: for argument '[^']*')?\. (.*)$/s.exec(message)?.[1] ?? '';
  return say(key, { what: quoted, expected });
}
