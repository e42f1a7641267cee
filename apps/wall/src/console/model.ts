import type { AlertView } from '@toancanh/events';
import type { Condition } from '../core/condition.js';
import type { CityCalendar } from '../core/format.js';

export interface ConsoleModel {
  readonly name: string;
  readonly simulated: boolean;
  readonly condition: Condition;
  readonly sources: { readonly fresh: number; readonly all: number };
  readonly known: boolean;
  readonly ordered: readonly AlertView[];
  readonly unseen: number;
  readonly chosen: AlertView | undefined;
  readonly serverTime: number;
  readonly second: number;
  readonly calendar: CityCalendar;
  readonly areaName: (code: string) => string;
}
