/** Multipliers on the mean by the hour of the day, 00 to 23. */
export const SHAPES = {
  traffic: [
    0.2, 0.1, 0.1, 0.1, 0.2, 0.6, 1.6, 2.1, 1.6, 1.2, 1.1, 1.3, 1.2, 1.1, 1.1, 1.3, 1.9, 2.2, 1.6, 1.1, 0.9,
    0.7, 0.5, 0.3,
  ],
  dossiers: [0, 0, 0, 0, 0, 0, 0, 1.5, 4.3, 4, 3.2, 1.4, 0.2, 1.8, 3, 2.6, 1.6, 0.2, 0.1, 0.1, 0, 0, 0, 0],
  calls: [
    0.5, 0.4, 0.3, 0.3, 0.4, 0.6, 0.9, 1.2, 1.4, 1.4, 1.3, 1.2, 1.1, 1.1, 1.2, 1.2, 1.2, 1.3, 1.4, 1.4, 1.3,
    1.1, 0.8, 0.6,
  ],
  dust: [
    1.1, 1.1, 1.1, 1.1, 1.2, 1.3, 1.4, 1.4, 1.2, 1, 0.9, 0.8, 0.7, 0.7, 0.7, 0.7, 0.8, 0.9, 1, 1.1, 1.1, 1.1,
    1.1, 1.1,
  ],
  crowd: [
    0.1, 0.1, 0.1, 0.1, 0.2, 0.6, 0.9, 0.8, 0.6, 0.6, 0.6, 0.8, 0.8, 0.6, 0.6, 0.8, 1.2, 1.7, 2, 2.2, 2, 1.4,
    0.6, 0.2,
  ],
  lights: [1, 1, 1, 1, 1, 0.7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.3, 1, 1, 1, 1, 1, 1],
  payments: [
    0.1, 0.1, 0, 0, 0.1, 0.3, 0.8, 1.2, 1.5, 1.6, 1.7, 1.7, 1.4, 1.1, 1.2, 1.3, 1.5, 1.8, 2, 1.9, 1.4, 0.8,
    0.4, 0.2,
  ],
  water: [
    0.4, 0.3, 0.3, 0.3, 0.5, 1.1, 1.7, 1.6, 1.2, 1, 1, 1.1, 1.1, 0.9, 0.9, 1, 1.2, 1.6, 1.7, 1.5, 1.2, 0.9,
    0.7, 0.5,
  ],
} as const;

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** The shape's multiplier at a local time, straight between the middles of the hours. */
export function shapeAt(shape: readonly number[], local: number): number {
  const position = (((local % DAY) + DAY) % DAY) / HOUR - 0.5;
  const hour = Math.floor(position);
  const [from, to] = [shape[(hour + 24) % 24]!, shape[(hour + 25) % 24]!];
  return from + (to - from) * (position - hour);
}

/** Share of the day's work done since local midnight, 0 to 1. */
export function doneToday(shape: readonly number[], local: number): number {
  const hours = (((local % DAY) + DAY) % DAY) / HOUR;
  const whole = Math.floor(hours);
  const total = shape.reduce((sum, each) => sum + each, 0);
  const done = shape.slice(0, whole).reduce((sum, each) => sum + each, 0) + shape[whole]! * (hours - whole);
  return done / total;
}

/** A wave with its peak at a local hour: 1 there, -1 twelve hours away. */
export function wave(local: number, peakHour: number): number {
  return Math.cos((2 * Math.PI * (local - peakHour * HOUR)) / DAY);
}

/** 1 on the day of the year where the season is at its height, -1 half a year away. */
export function season(local: number, peakDay: number): number {
  return Math.cos(2 * Math.PI * (local / DAY / 365.2425 - peakDay / 365.2425));
}

/** What a zone's clocks are ahead of UTC, in milliseconds; taken once, a simulator does not change its clocks. */
export function zoneOffset(timeZone: string, at: number): number {
  const shown = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'medium',
  }).format(at);
  return Date.parse(`${shown.replace(' ', 'T')}Z`) - Math.floor(at / 1_000) * 1_000;
}
