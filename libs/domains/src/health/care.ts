/** How full: of planned beds, so that it may pass 100 %. */
export type BedBand = 'free' | 'tight' | 'full' | 'over';

/** From 85 % on beds cannot be found at once; the bands are configuration, not law. */
export const BED_BANDS = { tight: 85, full: 95, over: 100 } as const;

/** Per cent of the planned beds; undefined for a ward without any. */
export function occupancyOf(inpatients: number, plannedBeds: number): number | undefined {
  return plannedBeds > 0 ? (100 * inpatients) / plannedBeds : undefined;
}

/** A ward that is exactly full is `full`; `over` takes more than it has planned. */
export function bedBandOf(occupancy: number): BedBand {
  if (occupancy > BED_BANDS.over) return 'over';
  if (occupancy >= BED_BANDS.full) return 'full';
  return occupancy >= BED_BANDS.tight ? 'tight' : 'free';
}

/** What an area's wards hold together: of their sums, not the mean of their shares. */
export function occupancyOfAll(
  wards: Iterable<{ readonly inpatients: number; readonly plannedBeds: number }>,
): number | undefined {
  let [inpatients, beds] = [0, 0];
  for (const ward of wards) {
    inpatients += ward.inpatients;
    beds += ward.plannedBeds;
  }
  return occupancyOf(inpatients, beds);
}

/** Targets of the 115 service. */
export const AMBULANCE_TARGETS = { responseMinutes: 15, radiusKm: 20, perHundredThousand: 1 } as const;

export interface AmbulanceFigures {
  readonly calls: number;
  readonly emergencies: number;
  /** Share of calls that needed an ambulance, in per cent. */
  readonly emergencyShare: number | undefined;
  /** Share of responses under 15 minutes, in per cent. */
  readonly inTime: number | undefined;
  readonly medianMinutes: number | undefined;
}

export function ambulanceFigures(
  calls: number,
  emergencies: number,
  responseMinutes: readonly number[],
): AmbulanceFigures {
  const share = (part: number, of: number) => (of > 0 ? (100 * part) / of : undefined);
  const sorted = [...responseMinutes].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const median =
    sorted.length % 2 === 1 ? sorted[Math.floor(middle)] : mean(sorted[middle - 1], sorted[middle]);
  const inTime = sorted.filter((minutes) => minutes < AMBULANCE_TARGETS.responseMinutes).length;
  return {
    calls,
    emergencies,
    emergencyShare: share(emergencies, calls),
    inTime: share(inTime, sorted.length),
    medianMinutes: median,
  };
}

export function ambulancesWanted(population: number): number {
  return Math.ceil((population * AMBULANCE_TARGETS.perHundredThousand) / 100_000);
}

/** A queue that grows while the wards are full has nowhere to go: the department is crowded before its rooms are. */
export function emergencyBand(waiting: number, treatmentPlaces: number): 'free' | 'busy' | 'crowded' {
  if (treatmentPlaces <= 0 || waiting >= 2 * treatmentPlaces) return 'crowded';
  return waiting >= treatmentPlaces ? 'busy' : 'free';
}

function mean(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : (a + b) / 2;
}
