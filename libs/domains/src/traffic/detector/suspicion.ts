import { type DetectorRecord, flowOf } from './detector-record.js';

/** Why a record is not believed. */
export type Suspicion =
  | 'declared' // the detector says so itself
  | 'stuck' // covered all the time, and nobody passes
  | 'no-occupancy' // vehicles pass without ever being there
  | 'speed-of-none' // a speed, but no vehicle
  | 'too-many' // more than a lane can carry
  | 'frozen'; // the same record over and over

export interface SuspicionSettings {
  /** %, above which a lane without vehicles is stuck once it has lasted `stuckSeconds`. */
  readonly stuckOccupancy: number;
  readonly stuckSeconds: number;
  /** Vehicles an hour on a lane; a lane of motorbikes carries more than one of cars. */
  readonly mostFlow: number;
  /** Equal records in a row, not of zeros, that are still believed. */
  readonly mostEqual: number;
}

/** The usual screening of detectors, from memory. */
export const SUSPICION_SETTINGS: SuspicionSettings = {
  stuckOccupancy: 95,
  stuckSeconds: 300,
  mostFlow: 3_000,
  mostEqual: 10,
};

/** Judges the newest of the records of one lane, which come in the order of time. None for a record to be believed. */
export function suspicionsOf(
  records: readonly DetectorRecord[],
  settings = SUSPICION_SETTINGS,
): readonly Suspicion[] {
  const newest = records.at(-1);
  if (!newest) return [];
  const found: Suspicion[] = [];
  if (!newest.valid) found.push('declared');
  if (stuckSeconds(records, settings) >= settings.stuckSeconds) found.push('stuck');
  if (newest.occupancy === 0 && newest.volume > 0) found.push('no-occupancy');
  if (newest.volume === 0 && (newest.speed ?? 0) > 0) found.push('speed-of-none');
  if (flowOf(newest) > settings.mostFlow) found.push('too-many');
  if (equalRecords(records) > settings.mostEqual) found.push('frozen');
  return found;
}

/** How long the lane has been covered without a vehicle, up to the end of the newest record. */
function stuckSeconds(records: readonly DetectorRecord[], { stuckOccupancy }: SuspicionSettings): number {
  const moving = records.findLastIndex(({ volume, occupancy }) => volume > 0 || occupancy <= stuckOccupancy);
  return records.slice(moving + 1).reduce((sum, { seconds }) => sum + seconds, 0);
}

/** How many records in a row are like the newest; none if that is of zeros, as an empty road's are. */
function equalRecords(records: readonly DetectorRecord[]): number {
  const newest = records.at(-1)!;
  if (newest.volume === 0 && newest.occupancy === 0) return 0;
  const other = records.findLastIndex(
    ({ volume, occupancy, speed }) =>
      volume !== newest.volume || occupancy !== newest.occupancy || speed !== newest.speed,
  );
  return records.length - 1 - other;
}
