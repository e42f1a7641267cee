import type { Bilingual } from '@toancanh/events';
import { type Dated, inForce, localHour } from '../../dated.js';

export interface NoisePeriod {
  readonly name: string;
  /** Local hours, the first inclusive and the second exclusive; a night goes over midnight. */
  readonly hours: readonly [from: number, until: number];
}

/** A regulation's table: limits of LAeq, dB(A), by kind of area and by period. */
export interface NoiseTable extends Dated {
  readonly regulation: string;
  readonly periods: readonly NoisePeriod[];
  readonly areas: Readonly<
    Record<string, { readonly title: Bilingual; readonly limits: Readonly<Record<string, number>> }>
  >;
}

/**
 * QCVN 26:2025/BNNMT has taken this one's place, with more kinds of areas and a third period, but its limits are not
 * known here: a city gives them as a table of its own.
 */
export const NOISE_TABLES: readonly NoiseTable[] = [
  {
    regulation: 'QCVN 26:2010/BTNMT',
    // Circular 39/2010/TT-BTNMT, article 2: the day is from memory.
    from: '2011-02-15',
    periods: [
      { name: 'day', hours: [6, 21] },
      { name: 'night', hours: [21, 6] },
    ],
    areas: {
      special: {
        title: {
          vi: 'Đặc biệt: cơ sở y tế, thư viện, nhà trẻ, trường học, nhà thờ, đình, chùa',
          en: 'Special: health, library, kindergarten, school, church, temple, pagoda',
        },
        limits: { day: 55, night: 45 },
      },
      common: {
        title: {
          vi: 'Thông thường: nhà ở, khách sạn, cơ quan hành chính',
          en: 'Common: housing, hotel, administration',
        },
        limits: { day: 70, night: 55 },
      },
    },
  },
];

export interface NoiseLimit {
  readonly regulation: string;
  readonly period: string;
  readonly limit: number;
}

/** The limit for a kind of area at an instant; undefined if no table holds then or knows that kind. */
export function noiseLimit(
  area: string,
  at: number,
  tables: readonly NoiseTable[] = NOISE_TABLES,
): NoiseLimit | undefined {
  const table = inForce(tables, at);
  const hour = localHour(at);
  const period = table?.periods.find(({ hours: [from, until] }) =>
    from < until ? hour >= from && hour < until : hour >= from || hour < until,
  );
  const limit = period && table?.areas[area]?.limits[period.name];
  return limit === undefined ? undefined : { regulation: table!.regulation, period: period!.name, limit };
}
