import type { Window } from '@toancanh/events';
import type { Computation, Input } from './declaration.js';
import type { Point } from './pace.js';

/** What windows cannot be asked for in a line of data: a domain has it under a name. */
export interface Formula {
  readonly name: string;
  readonly inputs: readonly Input[];
  /** Of the inputs in their order; null where there is nothing to tell. */
  readonly of: (values: readonly number[]) => number | null;
}

/** The windows of a metric in one area and span, oldest first, those without values left out. */
export type WindowsOf = (metric: string) => readonly Window[];
export type FormulaNamed = (name: string) => Formula | undefined;

/** What a computation must be given. */
export function inputsOf({ of, to, formula }: Computation, formulaNamed: FormulaNamed): readonly Input[] {
  if (formula !== undefined) return formulaNamed(formula)?.inputs ?? [];
  return [of, to].filter((input) => input !== undefined);
}

/** The figure of each window that has all it needs, oldest first, as of the window's end. */
export function computed(
  computation: Computation,
  windowsOf: WindowsOf,
  formulaNamed: FormulaNamed,
): readonly Point[] {
  const inputs = inputsOf(computation, formulaNamed);
  const [first, ...others] = inputs.map(({ metric, stat }) => ({ stat, windows: windowsOf(metric) }));
  if (!first) return [];
  if (computation.last !== undefined) return judged(computation, computation.last, first.windows, inputs[0]!);
  const byStart = others.map(({ windows }) => new Map(windows.map((window) => [window.start, window])));
  return first.windows.flatMap((window) => {
    const values = [window[first.stat]];
    for (const [index, { stat }] of others.entries()) {
      const other = byStart[index]!.get(window.start);
      if (!other) return [];
      values.push(other[stat]);
    }
    const value = resultOf(computation, values, formulaNamed);
    return value === null ? [] : [{ at: window.end, value }];
  });
}

function resultOf(
  { formula, to, times = 1 }: Computation,
  values: readonly number[],
  formulaNamed: FormulaNamed,
): number | null {
  if (formula !== undefined) {
    const result = formulaNamed(formula)?.of(values) ?? null;
    return result === null ? null : result * times;
  }
  const [of = 0, divisor = 1] = values;
  if (to !== undefined && divisor === 0) return null;
  return (of / divisor) * times;
}

/** In percent: of the last windows, those that kept to the limit. Where more than half of them are missing nothing is told. */
function judged(
  { atMost = Infinity, atLeast = -Infinity }: Computation,
  last: number,
  windows: readonly Window[],
  { stat }: Input,
): readonly Point[] {
  return windows.flatMap((newest, index) => {
    const since = newest.end - last * (newest.end - newest.start);
    const some = windows.slice(0, index + 1).filter(({ start }) => start >= since);
    if (some.length * 2 < last) return [];
    const kept = some.filter((window) => window[stat] >= atLeast && window[stat] <= atMost).length;
    return [{ at: newest.end, value: (100 * kept) / some.length }];
  });
}
