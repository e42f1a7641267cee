import fc from 'fast-check';
import { BREAKPOINTS, type IndexColumn, INDEX_STEPS } from './index-table.js';
import { bandOf } from './index-band.js';
import { subIndex } from './sub-index.js';

const TABLE = 'Decision 1459/QĐ-TCMT, table 2';
const FORMULA = 'Decision 1459/QĐ-TCMT, formula 1';
const EXAMPLE = 'Decision 1459/QĐ-TCMT, worked example';
const OPEN = 'the decision leaves it open';

describe('subIndex', () => {
  it.each([
    { id: 'V1', column: 'pm25', of: 0, index: 0, band: 1, source: TABLE },
    { id: 'V2', column: 'pm25', of: 12.5, index: 25, band: 1, source: FORMULA },
    { id: 'V3', column: 'pm25', of: 25, index: 50, band: 1, source: TABLE },
    {
      id: 'V4',
      column: 'pm25',
      of: 25.1,
      index: 50,
      band: 1,
      source: `${FORMULA}: no gap after a breakpoint`,
    },
    { id: 'V5', column: 'pm25', of: 37.5, index: 75, band: 2, source: FORMULA },
    { id: 'V6', column: 'pm25', of: 50, index: 100, band: 2, source: TABLE },
    { id: 'V7', column: 'pm25', of: 65, index: 125, band: 3, source: FORMULA },
    { id: 'V8', column: 'pm25', of: 80, index: 150, band: 3, source: TABLE },
    { id: 'V9', column: 'pm25', of: 115, index: 175, band: 4, source: FORMULA },
    { id: 'V10', column: 'pm25', of: 150, index: 200, band: 4, source: TABLE },
    { id: 'V11', column: 'pm25', of: 200, index: 250, band: 5, source: FORMULA },
    { id: 'V12', column: 'pm25', of: 300, index: 350, band: 6, source: FORMULA },
    { id: 'V13', column: 'pm25', of: 425, index: 450, band: 6, source: FORMULA },
    { id: 'V14', column: 'pm25', of: 600, index: 500, band: 6, source: `${TABLE}: its last row says "≥"` },
    { id: 'V15', column: 'pm10', of: 100, index: 75, band: 2, source: FORMULA },
    { id: 'V16', column: 'pm10', of: 200, index: 125, band: 3, source: FORMULA },
    { id: 'V17', column: 'pm10', of: 385, index: 250, band: 5, source: FORMULA },
    { id: 'V18', column: 'pm10', of: 550, index: 450, band: 6, source: FORMULA },
    { id: 'V19', column: 'o3_1h', of: 136.1, index: 43, band: 1, source: EXAMPLE },
    { id: 'V20', column: 'o3_1h', of: 180, index: 75, band: 2, source: FORMULA },
    { id: 'V21', column: 'o3_1h', of: 600, index: 250, band: 5, source: FORMULA },
    { id: 'V22', column: 'o3_8h', of: 89.3, index: 45, band: 1, source: EXAMPLE },
    { id: 'V23', column: 'o3_8h', of: 145, index: 125, band: 3, source: FORMULA },
    { id: 'V24', column: 'o3_8h', of: 400, index: 300, band: 5, source: TABLE },
    {
      id: 'V25',
      column: 'o3_8h',
      of: 401,
      index: undefined,
      source: `${TABLE}: above 400 the hour counts alone`,
    },
    {
      id: 'V26',
      column: 'no2',
      of: 118.7,
      index: 59,
      band: 2,
      source: `${FORMULA}: 59.35; the example prints 60`,
    },
    { id: 'V27', column: 'no2', of: 130.8, index: 65, band: 2, source: EXAMPLE },
    { id: 'V28', column: 'no2', of: 450, index: 125, band: 3, source: FORMULA },
    { id: 'V29', column: 'so2', of: 200, index: 67, band: 2, source: FORMULA },
    { id: 'V30', column: 'so2', of: 550, index: 150, band: 3, source: TABLE },
    {
      id: 'V31',
      column: 'co',
      of: 20_000,
      index: 75,
      band: 2,
      source: `${FORMULA}: CO in µg/m³ like the others`,
    },
    { id: 'V32', column: 'co', of: 45_000, index: 150, band: 3, source: TABLE },
    { id: 'V33', column: 'co', of: 150_000, index: 500, band: 6, source: TABLE },
    { id: 'half', column: 'pm25', of: 55.7, index: 110, band: 3, source: `${EXAMPLE}: 109.5 goes up` },
    {
      id: 'minus',
      column: 'pm25',
      of: -0.1,
      index: undefined,
      source: `${OPEN}: a negative mean is a fault`,
    },
    { id: 'none', column: 'pm25', of: NaN, index: undefined, source: `${OPEN}: no number` },
  ] as const)('$id: $column $of is $index, after $source', ({ column, of, index, ...row }) => {
    expect(subIndex(column, of)).toBe(index);
    if (index !== undefined) expect(bandOf(index).band).toBe('band' in row ? row.band : undefined);
  });

  const columns = Object.keys(BREAKPOINTS) as IndexColumn[];

  it.each(columns)('%s gives at each breakpoint the step beside it', (column) => {
    const indices = BREAKPOINTS[column].map((breakpoint) => subIndex(column, breakpoint));
    expect(indices).toEqual(INDEX_STEPS.slice(0, indices.length));
  });

  it('never falls when the air gets worse, and stays within 0 to 500', () => {
    const concentration = fc.double({ min: 0, max: 400_000, noNaN: true });
    fc.assert(
      fc.property(fc.constantFrom(...columns), concentration, concentration, (column, a, b) => {
        const [less, more] = [subIndex(column, Math.min(a, b)), subIndex(column, Math.max(a, b))];
        if (column === 'o3_8h' && more === undefined) return;
        expect(less).toBeLessThanOrEqual(more!);
        expect(less).toBeGreaterThanOrEqual(0);
        expect(more).toBeLessThanOrEqual(500);
      }),
    );
  });
});
