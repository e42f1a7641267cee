/** A speed, km/h, and how many vehicles it was the speed of. */
export interface SpeedOfSome {
  readonly volume: number;
  readonly speed: number | null;
}

/**
 * Mean of the speeds of all vehicles that passed: Σqv ⁄ Σq. It is what a detector sees at its place (time mean speed), and
 * right for putting lanes or intervals of one site together. Undefined without a vehicle.
 */
export function timeMeanSpeed(parts: Iterable<SpeedOfSome>): number | undefined {
  let vehicles = 0;
  let sum = 0;
  for (const { volume, speed } of parts) {
    if (speed === null || !(volume > 0)) continue;
    vehicles += volume;
    sum += volume * speed;
  }
  return vehicles === 0 ? undefined : sum / vehicles;
}

/**
 * Mean of the speeds of all vehicles that are on the road: Σq ⁄ Σ(q⁄v), the harmonic mean (space mean speed). It is the one
 * that travel times and densities follow from, and right for sites along a road and for areas. Undefined without a vehicle.
 */
export function spaceMeanSpeed(parts: Iterable<SpeedOfSome>): number | undefined {
  let vehicles = 0;
  let hoursPerKm = 0;
  for (const { volume, speed } of parts) {
    if (speed === null || !(volume > 0)) continue;
    vehicles += volume;
    hoursPerKm += volume / speed;
  }
  return vehicles === 0 ? undefined : vehicles / hoursPerKm;
}

/** Vehicles on a kilometre, from vehicles an hour and the space mean speed; undefined where they stand. */
export function densityOf(flow: number, speed: number): number | undefined {
  return speed > 0 ? flow / speed : undefined;
}
