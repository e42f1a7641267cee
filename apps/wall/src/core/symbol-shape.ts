import type { Priority } from '@toancanh/events';

/** Shape of a priority in a box from −1 to 1, and where the number stands in it. Shape and size carry the priority; colour repeats it. */
export interface SymbolShape {
  readonly path: string;
  /** Size against the others: priority 1 is twice as large. */
  readonly scale: number;
  /** Baseline shift of the number's middle: a triangle's room is low. */
  readonly labelY: number;
  readonly vi: string;
}

export const SYMBOLS: Readonly<Record<Priority, SymbolShape>> = {
  1: { path: 'M0-1L1 0L0 1L-1 0Z', scale: 2, labelY: 0, vi: 'khẩn cấp' },
  2: { path: 'M0-.95L1.05.85L-1.05.85Z', scale: 1.1, labelY: 0.26, vi: 'mức cao' },
  3: { path: 'M-.85-.85H.85V.85H-.85Z', scale: 1, labelY: 0, vi: 'mức trung bình' },
  4: { path: 'M-1 0A1 1 0 1 1 1 0A1 1 0 1 1-1 0Z', scale: 0.95, labelY: 0, vi: 'mức thấp' },
};

/** Fills of the dark wall; they are used for alerts and for nothing else. */
export const ALERT_FILL: Readonly<Record<Priority, string>> = {
  1: '#FF5964',
  2: '#EFA500',
  3: '#FFF6A8',
  4: '#56ADEF',
};
