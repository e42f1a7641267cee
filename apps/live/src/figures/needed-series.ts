import { formulaNamed } from '@toancanh/domains';
import { type FigureDeclaration, inputsOf } from '@toancanh/figures';
import type { Series } from './window-history.js';

/** The series of windows that figures are made of, each once. */
export function neededSeries(figures: readonly FigureDeclaration[]): readonly Series[] {
  const needed = new Map<string, Series>();
  for (const { compute } of figures) {
    if (!compute) continue;
    for (const { metric } of inputsOf(compute, formulaNamed)) {
      for (const span of [compute.span, compute.every ?? compute.span]) {
        needed.set(`${metric}|${span}`, { metric, span });
      }
    }
  }
  return [...needed.values()];
}
