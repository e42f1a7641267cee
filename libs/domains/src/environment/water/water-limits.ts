import { type Dated, inForce } from '../../dated.js';

/** The range that is allowed, inclusive; null where a side is open. */
export interface WaterRange {
  readonly least: number | null;
  readonly most: number | null;
  /** From memory. */
  readonly weak?: true;
}

/** A regulation's limits for one class, by parameter: mg/l, and pH. Only the parameters that could be read. */
export interface WaterLimits extends Dated {
  readonly regulation: string;
  readonly of: 'surface' | 'waste';
  readonly class: string;
  readonly limits: Readonly<Record<string, WaterRange>>;
}

const most = (value: number): WaterRange => ({ least: null, most: value });
const WEAK = { weak: true } as const;

/** Circular 47/2011/TT-BTNMT is in force; the day is from memory. */
const WASTE_2011 = '2012-02-15';

/**
 * QCVN 40:2025/BTNMT takes the place of QCVN 40:2011 from 2025-09-01, for plants that were there already at the latest on
 * 2031-12-31; its limits are not known here. A city gives them as rows of its own.
 */
export const WATER_LIMITS: readonly WaterLimits[] = [
  {
    regulation: 'QCVN 08:2023/BTNMT',
    of: 'surface',
    class: 'B',
    from: '2023-09-12',
    limits: {
      bod5: most(6),
      cod: most(15),
      tss: { ...most(100), ...WEAK },
      do: { least: 5, most: null },
      ph: { least: 6, most: 8.5, ...WEAK },
    },
  },
  {
    regulation: 'QCVN 40:2011/BTNMT',
    of: 'waste',
    class: 'A',
    from: WASTE_2011,
    limits: {
      bod5: most(30),
      cod: most(75),
      tss: most(50),
      ph: { least: 6, most: 9, ...WEAK },
    },
  },
  {
    regulation: 'QCVN 40:2011/BTNMT',
    of: 'waste',
    class: 'B',
    from: WASTE_2011,
    limits: { bod5: most(50), cod: most(150), tss: most(100), ph: { least: 5.5, most: 9 } },
  },
];

/** The limits of a class of water at an instant. */
export function waterLimits(
  of: WaterLimits['of'],
  name: string,
  at: number,
  table: readonly WaterLimits[] = WATER_LIMITS,
): WaterLimits | undefined {
  return inForce(
    table.filter((row) => row.of === of && row.class === name),
    at,
  );
}

/** The parameters out of their range, in the order given. What the regulation does not limit is not judged. */
export function waterBreaches({ limits }: WaterLimits, values: Readonly<Record<string, number>>): string[] {
  return Object.entries(values)
    .filter(([parameter, value]) => {
      const range = Object.hasOwn(limits, parameter) ? limits[parameter] : undefined;
      return (
        range &&
        ((range.least !== null && value < range.least) || (range.most !== null && value > range.most))
      );
    })
    .map(([parameter]) => parameter);
}
