import type { Bilingual } from '@toancanh/events';

/** A place in a file, counted from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** What is wrong in a city folder, where, and what a person does about it. Warnings do not keep a city from starting. */
export interface CityFault extends Position {
  readonly severity: 'fault' | 'warning';
  /** Relative to the city folder. */
  readonly file: string;
  /** JSON pointer (RFC 6901) within the file, or the column of a CSV file. */
  readonly path: string;
  /** As text, at most 80 characters; empty where something is missing. */
  readonly value: string;
  readonly expected: string;
  readonly cure: Bilingual;
}

/** One line for a person: `sensors.csv:12:30: area "25999": expected …. Cure.`; both languages unless told one. */
export function describeFault(fault: CityFault, language?: keyof Bilingual): string {
  const { file, line, column, path, value, expected, cure } = fault;
  const what = value === '' ? path : `${path} "${value}"`;
  const advice = language ? cure[language] : `${cure.vi} / ${cure.en}`;
  const mark = fault.severity === 'warning' ? ' warning:' : '';
  return `${file}:${line}:${column}:${mark} ${what.trim()}: expected ${expected}. ${advice}`;
}

const MOST_FAULTS = 200;

/** Collects what the readers of the files find; after so many of a kind the rest would help nobody. */
export class Findings {
  readonly faults: CityFault[] = [];
  readonly warnings: CityFault[] = [];

  add(found: Omit<CityFault, 'value'> & { readonly value: unknown }): void {
    const list = found.severity === 'fault' ? this.faults : this.warnings;
    if (list.length < MOST_FAULTS) list.push({ ...found, value: textOf(found.value) });
  }
}

function textOf(value: unknown): string {
  if (value === undefined) return '';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
