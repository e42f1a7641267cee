import { type Fault, isTick, Reading, Shape, TOPICS, Window } from '@toancanh/events';
import type { RecordBatch } from '@toancanh/log';
import type { StoredReading } from '@toancanh/store';
import type { GivenInstants } from '@toancanh/windows';

const READING = new Shape(Reading);
const WINDOW = new Shape(Window);

/** A record that is not what its topic holds, and why. */
export interface BadRecord extends Fault {
  readonly offset: number;
}

/** What a batch of the log is to the store. Ticks are neither stored nor counted. */
export interface Sifted {
  readonly readings: readonly StoredReading[];
  readonly windows: readonly Window[];
  readonly bad: readonly BadRecord[];
}

/**
 * A bad record is data: it is named, and the others go on. What lies before `begin` is stored already and only tells the
 * instants of what repeats it.
 */
export function sifted(
  { topic, partition, records }: RecordBatch,
  instants: GivenInstants,
  begin = 0,
): Sifted {
  const readings: StoredReading[] = [];
  const windows: Window[] = [];
  const bad: BadRecord[] = [];
  for (const { offset, value } of records) {
    if (topic === TOPICS.readings.name) {
      if (isTick(value)) continue;
      if (READING.check(value)) {
        const stored = storedAs(value, instants.instantOf(partition, offset, value), partition, offset);
        if (offset >= begin) readings.push(stored);
      } else if (offset >= begin) bad.push({ offset, ...READING.faultOf(value) });
    } else if (!WINDOW.check(value)) {
      bad.push({ offset, ...WINDOW.faultOf(value) });
    } else if ((value.sensor === undefined) === (value.area === undefined)) {
      bad.push({ offset, path: '', value, expected: 'a sensor or an area' });
    } else windows.push(value);
  }
  return { readings, windows, bad };
}

/**
 * Who gave the instant is of no more use once it is settled. The reading is spread last: a literal that begins with a
 * spread takes twenty times as long.
 */
function storedAs(reading: Reading, at: number, partition: number, offset: number): StoredReading {
  if (reading.given === undefined) return { partition, offset, ...reading };
  const { given: _, ...rest } = reading;
  return { partition, offset, ...rest, at };
}
