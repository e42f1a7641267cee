import type { Bilingual, Figure } from '@toancanh/events';
import type { AlertRows, SymbolLook } from '../core/alert-rows.js';
import type { Condition } from '../core/condition.js';
import type { FigureGroup } from '../core/figure-groups.js';
import type { CityCalendar, CivilTime } from '../core/format.js';
import type { Plan } from '../core/plan.js';
import type { AreaSource } from '../core/sources.js';

/** Everything that one frame of a wall shows, apart from the map's and charts' pixels. */
export interface WallModel {
  readonly plan: Plan;
  readonly name: string;
  readonly time: CivilTime | undefined;
  readonly simulated: boolean;
  readonly condition: Condition;
  readonly sources: { readonly fresh: number; readonly all: number };
  readonly areas: readonly AreaSource[];
  readonly alerts: AlertRows;
  readonly counts: readonly [number, number, number, number];
  readonly unseen: number;
  /** False until the first snapshot: an empty list then says nothing about the city. */
  readonly known: boolean;
  readonly serverTime: number;
  readonly lookOf: (alert: AlertRows['shown'][number]) => SymbolLook;
  readonly areaName: (code: string) => string;
  readonly figures: readonly FigureGroup[];
  /** What the strip shows in place of its trends, on its turn. */
  readonly panel: readonly FigureGroup[] | undefined;
  /** Figures that somebody answers for, on their turn. */
  readonly answered: readonly Figure[] | undefined;
  readonly calendar: CityCalendar;
  readonly trends: readonly TrendCaption[];
}

export interface TrendCaption {
  readonly key: string;
  readonly title: string;
  readonly value: string;
  readonly range: string;
}

export const vi = (text: Bilingual): string => text.vi.normalize('NFC');

export type { Figure };
