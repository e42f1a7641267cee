/** What the index is made of: metrics of the domain, µg/m³. */
export const INDEX_METRICS = ['pm25', 'pm10', 'o3', 'no2', 'so2', 'co'] as const;
export type IndexMetric = (typeof INDEX_METRICS)[number];

/** A column of the decision's table: ozone has one for an hour's mean and one for eight hours'. */
export type IndexColumn = 'o3_1h' | 'o3_8h' | 'co' | 'so2' | 'no2' | 'pm10' | 'pm25';

/** I of the table, for the breakpoints of every column. */
export const INDEX_STEPS = [0, 50, 100, 150, 200, 300, 400, 500] as const;

/** BP of the table, µg/m³ (carbon monoxide too): Decision 1459/QĐ-TCMT of 2019-11-12, table 2. */
export const BREAKPOINTS: Readonly<Record<IndexColumn, readonly number[]>> = {
  o3_1h: [0, 160, 200, 300, 400, 800, 1_000, 1_200],
  // Above 400 µg/m³ the eight hours' mean gives no index: the one hour's mean alone counts.
  o3_8h: [0, 100, 120, 170, 210, 400],
  co: [0, 10_000, 30_000, 45_000, 60_000, 90_000, 120_000, 150_000],
  so2: [0, 125, 350, 550, 800, 1_600, 2_100, 2_630],
  no2: [0, 100, 200, 700, 1_200, 2_350, 3_100, 3_850],
  pm10: [0, 50, 150, 250, 350, 420, 500, 600],
  pm25: [0, 25, 50, 80, 150, 250, 350, 500],
};
