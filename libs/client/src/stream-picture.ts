import type { AlertView, Delta, Figure, Snapshot, Value, WindowView } from '@toancanh/events';

/** How long an alert that is over stays in the picture, by the server's clock: its after-image. */
export const AFTER_IMAGE = 5 * 60_000;

export function valueKey({ sensor, metric }: Pick<Value, 'sensor' | 'metric'>): string {
  return `${sensor}|${metric}`;
}

/** The newest window of a series, not each of its windows. */
export function windowKey({
  metric,
  sensor,
  area,
  span,
}: Pick<WindowView, 'metric' | 'sensor' | 'area' | 'span'>): string {
  return `${metric}@${sensor ?? `area:${area}`}|${span}`;
}

export function figureKey({ area, id }: Pick<Figure, 'area' | 'id'>): string {
  return `${area}|${id}`;
}

/** The instant at which an alert came to an end, or undefined while somebody or something is still awaited. */
export function closedAt(alert: Pick<AlertView, 'state' | 'history'>): number | undefined {
  if (alert.state !== 'normal') return undefined;
  return Date.parse(alert.history.at(-1)?.at ?? '') || 0;
}

/**
 * What a subscriber sees of the city: the newest of each key. It is changed in place and never replaced, so a screen
 * may hold on to its maps.
 */
export class StreamPicture {
  /** By `valueKey`. */
  readonly values = new Map<string, Value>();
  /** By `windowKey`. */
  readonly windows = new Map<string, WindowView>();
  /** By alert id. */
  readonly alerts = new Map<string, AlertView>();
  /** By `figureKey`. */
  readonly figures = new Map<string, Figure>();

  replace(snapshot: Pick<Snapshot, 'latest' | 'windows' | 'alerts' | 'figures'>): void {
    this.values.clear();
    this.windows.clear();
    this.alerts.clear();
    this.figures.clear();
    this.merge(snapshot);
  }

  merge(delta: Pick<Delta, 'latest' | 'windows' | 'alerts' | 'figures'>): void {
    for (const value of delta.latest ?? []) this.values.set(valueKey(value), value);
    for (const window of delta.windows ?? []) this.#takeWindow(window);
    for (const alert of delta.alerts ?? []) this.alerts.set(alert.id, alert);
    for (const figure of delta.figures ?? []) this.figures.set(figureKey(figure), figure);
  }

  /** A correction of an earlier window does not take the place of the newest. */
  #takeWindow(window: WindowView): void {
    const key = windowKey(window);
    const known = this.windows.get(key);
    if (known && Date.parse(window.start) < Date.parse(known.start)) return;
    this.windows.set(key, window);
  }

  /** Lets go of alerts whose after-image is over, so that a wall of three months holds no more than one of a minute. */
  fade(serverTime: number): void {
    for (const [id, alert] of this.alerts) {
      const closed = closedAt(alert);
      if (closed !== undefined && closed <= serverTime - AFTER_IMAGE) this.alerts.delete(id);
    }
  }
}
