import type { Bilingual } from '@toancanh/events';
import type { FigureDeclaration, Formula } from '@toancanh/figures';
import type { Rule } from '@toancanh/rules';

/**
 * What a metric's numbers are. `gauge`: a level at an instant. `counter`: grows, and begins at 0 again with its device.
 * `count`: how many since the report before. `state`: one of `states`.
 */
export type MetricKind = 'gauge' | 'counter' | 'count' | 'state';

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
  /** A gauge unless told. */
  readonly kind?: MetricKind;
  /** What each number of a state means, for people. */
  readonly states?: Readonly<Record<number, Bilingual>>;
  /** Other units it may be declared in: value × factor + offset gives the metric's own. */
  readonly units?: Readonly<Record<string, { readonly factor: number; readonly offset?: number }>>;
  /**
   * Counts of so few people that a number may tell who. What a place reports of it stays within: it leaves only as sums of areas
   * in which small ones are hidden.
   */
  readonly sensitive?: true;
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
  /** In place of the metric's own unit and digits: of a mean of 0 and 1 nothing is seen without its decimals. The target is in it. */
  readonly as?: { readonly unit: string; readonly factor: number; readonly digits: number };
  readonly target?: { readonly value: number; readonly better: 'higher' | 'lower' };
}

/** Something that happens rather than is measured; the closed list of a domain. */
export interface IncidentKind {
  readonly kind: string;
  readonly title: Bilingual;
  /** The severity where an event names none: 1 is the gravest. */
  readonly severity: 1 | 2 | 3 | 4;
  /** False for what is only recorded, such as a panel that says it has started. */
  readonly alarm?: boolean;
  /** The name in the field's standard, such as DATEX II's `Accident/multipleVehicleAccident`. */
  readonly standard?: string;
}

/** Devices of one kind, for the simulator and for reckoning loads. */
export interface Feed {
  readonly name: string;
  readonly title: Bilingual;
  readonly devices: number;
  readonly metrics: readonly string[];
  readonly valuesPerReport: number;
  readonly periodSeconds: number;
  /** How much of the mean there is at each local hour, 00 to 23; 1 throughout unless told. With hours of 0 the devices are out of service then. */
  readonly hours?: readonly number[];
}

/** A domain is a folder of data and pure functions: `road-works/road-works.ts` exports `roadWorks`. */
export interface Domain {
  readonly name: string;
  /** Its place among the panels of a wall, from the left; of two with one number the name decides. */
  readonly order: number;
  readonly title: Bilingual;
  readonly metrics: readonly Metric[];
  readonly panel: readonly PanelFigure[];
  readonly incidents?: readonly IncidentKind[];
  /** In force unless the city folder has a rule of the same id. */
  readonly rules?: readonly Rule[];
  readonly feeds?: readonly Feed[];
  /** Figures with an owner and a target. A city has them unless its folder has one of the same id, or does without. */
  readonly figures?: readonly FigureDeclaration[];
  /** What its figures cannot say in a line of data. */
  readonly formulas?: readonly Formula[];
}
