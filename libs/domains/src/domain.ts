import type { Bilingual } from '@toancanh/events';

export interface Metric {
  readonly name: string;
  /** The unit in which it is kept and shown, UCUM-like text as people write it: `µg/m³`, `km/h`, `%`. */
  readonly unit: string;
  /** Inclusive range of values that can be true; outside it a reading is refused (E_RANGE). */
  readonly min: number;
  readonly max: number;
  /** Digits after the decimal mark worth showing. */
  readonly digits: number;
  readonly title: Bilingual;
  /** Other units it may be declared in: value × factor + offset gives the metric's own. */
  readonly units?: Readonly<Record<string, { readonly factor: number; readonly offset?: number }>>;
  /** Other names under which feeds send it, such as SenML's. */
  readonly aliases?: readonly string[];
}

/** One number on the wall's panel of a domain. */
export interface PanelFigure {
  readonly id: string;
  readonly metric: string;
  readonly title: Bilingual;
  /** How the fresh values of the area's sensors become one number. */
  readonly combine: 'mean' | 'sum' | 'max' | 'min';
  readonly target?: { readonly value: number; readonly better: 'higher' | 'lower' };
}

/** A domain is a folder of data and pure functions. */
export interface Domain {
  readonly name: string;
  readonly title: Bilingual;
  readonly metrics: readonly Metric[];
  readonly panel: readonly PanelFigure[];
}
