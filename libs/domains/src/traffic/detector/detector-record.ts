/** What detectors tell apart; motorbikes are most of the traffic, so a sum without classes says little. */
export type DetectorClass = 'motorbike' | 'car' | 'bus' | 'truck';

/** One lane of one site over one interval. */
export interface DetectorRecord {
  readonly site: string;
  readonly lane: number;
  readonly direction?: string;
  /** The interval is [start, start + seconds). */
  readonly start: number;
  readonly seconds: number;
  /** Vehicles that passed. */
  readonly volume: number;
  readonly byClass?: Readonly<Partial<Record<DetectorClass, number>>>;
  /** Share of the time in which a vehicle stood over the detector, %. */
  readonly occupancy: number;
  /** Mean of the speeds of the vehicles that passed, km/h; null if none did. */
  readonly speed: number | null;
  /** What the detector says of itself. */
  readonly valid: boolean;
  readonly faultCode?: string;
}

/** Vehicles an hour. */
export function flowOf({ volume, seconds }: Pick<DetectorRecord, 'volume' | 'seconds'>): number {
  return (volume * 3_600) / seconds;
}
