import { draw, keyOf } from './chance.js';
import { season, wave } from './day.js';

const MINUTE = 60_000;
/** One chance of a shower each. */
const SLOT = 30 * MINUTE;
const LONGEST = 60 * MINUTE;
const SHOWER = keyOf('shower');
const STEPS = 12;

/** Millimetres an hour that a storm rains on all, beside its showers. */
const EVERYWHERE = 25;

/** Showers that are kept, by slot. */
const KEPT = 64;

interface Shower {
  readonly begin: number;
  readonly lasts: number;
  /** Where it stands at half of its life, and how far it comes in all of it. */
  readonly lon: number;
  readonly lat: number;
  readonly drift: readonly [number, number];
  /** Kilometres. */
  readonly radius: number;
  /** Millimetres an hour in its middle at its height. */
  readonly peak: number;
}

/** West, south, east, north, in degrees. */
export type Box = readonly [number, number, number, number];

/** Showers that cross the city: each is a round cell that grows, moves and dies. */
export class Weather {
  readonly #showers = new Map<number, Shower | null>();

  constructor(
    private readonly seed: number,
    private readonly box: Box,
    /** How hard it storms at a time of the city's clock, 0 to 1. */
    private readonly storm: (local: number) => number = () => 0,
  ) {}

  /** Millimetres an hour falling at a place. `local` is the city's clock as milliseconds. */
  rainRate(lon: number, lat: number, local: number): number {
    const slot = Math.floor(local / SLOT);
    let rate = EVERYWHERE * this.storm(local);
    for (let n = slot - Math.ceil(LONGEST / SLOT); n <= slot; n++) {
      const shower = this.#showerOf(n);
      if (shower) rate += falling(shower, lon, lat, local);
    }
    return rate;
  }

  /** Millimetres fallen in the hour before. */
  rainOfHour(lon: number, lat: number, local: number): number {
    let sum = 0;
    for (let step = 0; step < STEPS; step++) {
      sum += this.rainRate(lon, lat, local - (step + 0.5) * ((60 * MINUTE) / STEPS));
    }
    return sum / STEPS;
  }

  /** The shower of a slot, or null if the sky stayed shut; kept, since every sensor asks for the same few. */
  #showerOf(n: number): Shower | null {
    let shower = this.#showers.get(n);
    if (shower === undefined) {
      if (this.#showers.size >= KEPT) this.#showers.clear();
      this.#showers.set(n, (shower = this.#make(n)));
    }
    return shower;
  }

  #make(n: number): Shower | null {
    const of = (what: number) => draw(this.seed, SHOWER + what, n);
    const begin = n * SLOT + of(0) * SLOT;
    const storm = this.storm(begin);
    if (of(2) >= Math.max(storm, this.#likely(begin))) return null;
    const [west, south, east, north] = this.box;
    return {
      begin,
      lasts: (25 + 35 * of(1)) * MINUTE,
      lon: west + (east - west) * of(3),
      lat: south + (north - south) * of(4),
      drift: [0.25 * (east - west), 0.1 * (north - south)],
      radius: 5 + 7 * storm + 7 * of(5),
      peak: 15 + 75 * storm + 70 * of(6) * of(6),
    };
  }

  /** Rain falls in the afternoons from May to November. */
  #likely(local: number): number {
    return (0.3 + 0.2 * wave(local, 16)) * (0.6 + 0.4 * season(local, 245));
  }
}

/** A degree is 111 km to the north and 109 km to the east here. */
function falling(
  { begin, lasts, lon, lat, drift, radius, peak }: Shower,
  x: number,
  y: number,
  local: number,
): number {
  const age = (local - begin) / lasts;
  if (age < 0 || age >= 1) return 0;
  const east = (x - lon - drift[0] * (age - 0.5)) * 109;
  const north = (y - lat - drift[1] * (age - 0.5)) * 111;
  return peak * Math.sin(Math.PI * age) * Math.exp(-(east * east + north * north) / (radius * radius));
}
