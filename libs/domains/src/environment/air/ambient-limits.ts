import { type Dated, inForce } from '../../dated.js';

export type Averaging = '1h' | '8h' | '24h' | 'year';

export interface AmbientLimit extends Dated {
  readonly substance: string;
  /** The metric it is measured by, if the domain has one. */
  readonly metric?: string;
  readonly averaging: Averaging;
  /** µg/Nm³ */
  readonly limit: number;
  readonly regulation: string;
  /** From memory, not read in the regulation. */
  readonly weak?: true;
}

const REGULATION = 'QCVN 05:2023/BTNMT';
/** Circular 01/2023/TT-BTNMT is in force. */
const IN_FORCE = '2023-09-12';

function limits(
  substance: string,
  metric: string | undefined,
  values: Readonly<Partial<Record<Averaging, number>>>,
  more: { from?: string; weak?: true } = {},
): AmbientLimit[] {
  return Object.entries(values).map(([averaging, limit]) => ({
    substance,
    ...(metric === undefined ? {} : { metric }),
    averaging: averaging as Averaging,
    limit,
    regulation: REGULATION,
    from: IN_FORCE,
    ...more,
  }));
}

export const AMBIENT_LIMITS: readonly AmbientLimit[] = [
  ...limits('SO2', 'so2', { '1h': 350, '24h': 125, year: 50 }),
  ...limits('CO', 'co', { '1h': 30_000, '8h': 10_000 }),
  ...limits('NO2', 'no2', { '1h': 200, '24h': 100, year: 40 }),
  ...limits('O3', 'o3', { '1h': 200, '8h': 120 }),
  ...limits('TSP', undefined, { '1h': 300, '24h': 200, year: 100 }),
  ...limits('PM10', 'pm10', { '24h': 100, year: 50 }),
  ...limits('PM2.5', 'pm25', { '24h': 50, year: 25 }),
  ...limits('PM2.5', 'pm25', { '24h': 45 }, { from: '2026-01-01' }),
  ...limits('Pb', undefined, { '24h': 1.5, year: 0.5 }, { weak: true }),
];

/** The limit of a substance at an instant; undefined where the regulation has none. */
export function ambientLimit(
  substance: string,
  averaging: Averaging,
  at: number,
  table: readonly AmbientLimit[] = AMBIENT_LIMITS,
): AmbientLimit | undefined {
  const rows = table.filter((row) => row.substance === substance && row.averaging === averaging);
  return inForce(rows, at);
}
