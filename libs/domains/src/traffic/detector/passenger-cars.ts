import type { DetectorClass } from './detector-record.js';

export const VEHICLES = ['bicycle', 'motorbike', 'car', 'medium', 'heavy', 'articulated'] as const;
/** `medium`: lorries with two axles, buses below 25 seats. `heavy`: three axles or more, large buses. */
export type Vehicle = (typeof VEHICLES)[number];

export type CarFactors = Readonly<Record<Vehicle, number>>;

export interface CarFactorTable {
  readonly standard: string;
  /** Design speed of the road, km/h, up to and with this one. */
  readonly upTo: number;
  readonly factors: CarFactors;
  /** From memory. */
  readonly weak?: true;
}

const factors = (...values: readonly number[]) =>
  Object.fromEntries(VEHICLES.map((vehicle, index) => [vehicle, values[index]!])) as CarFactors;

/** How many passenger cars a vehicle counts for. A city may give tables of its own. */
export const CAR_FACTORS: readonly CarFactorTable[] = [
  { standard: 'TCXDVN 104:2007', upTo: 20, factors: factors(0.2, 0.15, 1, 2.5, 3.5, 4.5), weak: true },
  { standard: 'TCXDVN 104:2007', upTo: 50, factors: factors(0.3, 0.25, 1, 2.5, 3, 4), weak: true },
  { standard: 'TCXDVN 104:2007', upTo: Infinity, factors: factors(0.5, 0.5, 1, 2, 2.5, 3), weak: true },
  { standard: 'TCVN 4054:2005', upTo: Infinity, factors: factors(0.2, 0.3, 1, 2, 2.5, 4), weak: true },
];

/** The factors of a standard for a road; undefined for another standard. */
export function carFactors(
  standard: string,
  designSpeed: number,
  tables: readonly CarFactorTable[] = CAR_FACTORS,
): CarFactors | undefined {
  return tables.find((table) => table.standard === standard && designSpeed <= table.upTo)?.factors;
}

/** What a detector's classes count as, which sees no axles and no seats: assumed, and for a city to set. */
export const VEHICLE_OF: Readonly<Record<DetectorClass, Vehicle>> = {
  motorbike: 'motorbike',
  car: 'car',
  bus: 'medium',
  truck: 'medium',
};

/** Passenger-car units of what passed. */
export function carUnits(
  byClass: Readonly<Partial<Record<DetectorClass, number>>>,
  of: CarFactors,
  vehicleOf = VEHICLE_OF,
): number {
  return (Object.entries(byClass) as [DetectorClass, number][]).reduce(
    (sum, [name, volume]) => sum + volume * of[vehicleOf[name]],
    0,
  );
}
