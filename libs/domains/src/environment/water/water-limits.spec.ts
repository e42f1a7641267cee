import { waterBreaches, waterLimits } from './water-limits.js';

const NOW = Date.parse('2024-06-01T00:00:00Z');

interface Row {
  readonly of: 'surface' | 'waste';
  readonly class: string;
  readonly values: Readonly<Record<string, number>>;
  readonly breaches: readonly string[];
  readonly source: string;
}

describe('waterLimits', () => {
  it.each<Row>([
    {
      of: 'surface',
      class: 'B',
      values: { bod5: 6, cod: 15, tss: 100, do: 5, ph: 8.5 },
      breaches: [],
      source: 'QCVN 08:2023/BTNMT: at every limit',
    },
    {
      of: 'surface',
      class: 'B',
      values: { bod5: 6.1, cod: 15.1, tss: 101, do: 4.9, ph: 5.9 },
      breaches: ['bod5', 'cod', 'tss', 'do', 'ph'],
      source: 'QCVN 08:2023/BTNMT: past every limit',
    },
    {
      of: 'waste',
      class: 'A',
      values: { bod5: 30, cod: 75, tss: 50, ph: 6 },
      breaches: [],
      source: 'QCVN 40:2011/BTNMT, A',
    },
    {
      of: 'waste',
      class: 'A',
      values: { bod5: 31, cod: 76, tss: 51, ph: 9.1 },
      breaches: ['bod5', 'cod', 'tss', 'ph'],
      source: 'QCVN 40:2011/BTNMT, A',
    },
    {
      of: 'waste',
      class: 'B',
      values: { bod5: 50, cod: 150, tss: 100, ph: 5.5 },
      breaches: [],
      source: 'QCVN 40:2011/BTNMT, B',
    },
    {
      of: 'waste',
      class: 'B',
      values: { bod5: 51, cod: 151, tss: 101, ph: 5.4 },
      breaches: ['bod5', 'cod', 'tss', 'ph'],
      source: 'QCVN 40:2011/BTNMT, B',
    },
    {
      of: 'waste',
      class: 'B',
      values: { toString: 1, nh4: 900 },
      breaches: [],
      source: 'what it does not limit here',
    },
  ])('$source: $values, breaches $breaches', ({ of, class: name, values, breaches }) => {
    expect(waterBreaches(waterLimits(of, name, NOW)!, values)).toEqual(breaches);
  });

  it('has none for another class or an earlier time', () => {
    expect(waterLimits('surface', 'Z', NOW)).toBeUndefined();
    expect(waterLimits('surface', 'B', Date.parse('2020-01-01T00:00:00Z'))).toBeUndefined();
  });
});
