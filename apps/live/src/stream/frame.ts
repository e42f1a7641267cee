import type { Alert, Window } from '@toancanh/events';
import { alertView, windowView } from '../picture/views.js';
import type { Changes } from '../picture/picture.js';
import type { Cell } from '../picture/latest-values.js';
import { valueText } from '../picture/value-text.js';

/**
 * The changes of one frame, each turned into text at most once however many scopes it is in.
 */
export class Frame {
  readonly alerts: readonly Alert[];
  readonly windows: readonly Window[];
  readonly cells: readonly Cell[];
  readonly #valueTexts: (string | undefined)[] = [];
  readonly #texts = new Map<Alert | Window, string>();

  constructor(
    { values, windows, alerts }: Changes,
    private readonly now: number,
  ) {
    this.cells = values;
    this.windows = windows;
    this.alerts = alerts;
  }

  /** Of a value whose sensor is known. */
  valueText(index: number): string {
    return (this.#valueTexts[index] ??= valueText(this.cells[index]!, this.now) ?? '');
  }

  windowText(window: Window): string {
    return this.#text(window, () => JSON.stringify(windowView(window)));
  }

  alertText(alert: Alert): string {
    return this.#text(alert, () => JSON.stringify(alertView(alert)));
  }

  #text(of: Alert | Window, make: () => string): string {
    let text = this.#texts.get(of);
    if (text === undefined) this.#texts.set(of, (text = make()));
    return text;
  }
}
