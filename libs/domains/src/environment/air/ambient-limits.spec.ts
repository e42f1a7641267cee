import { AMBIENT_LIMITS, ambientLimit } from './ambient-limits.js';

const QCVN = 'QCVN 05:2023/BTNMT';

describe('ambientLimit', () => {
  it.each([
    { substance: 'SO2', averaging: '1h', limit: 350 },
    { substance: 'SO2', averaging: '24h', limit: 125 },
    { substance: 'SO2', averaging: 'year', limit: 50 },
    { substance: 'CO', averaging: '1h', limit: 30_000 },
    { substance: 'CO', averaging: '8h', limit: 10_000 },
    { substance: 'NO2', averaging: '1h', limit: 200 },
    { substance: 'NO2', averaging: '24h', limit: 100 },
    { substance: 'NO2', averaging: 'year', limit: 40 },
    { substance: 'O3', averaging: '1h', limit: 200 },
    { substance: 'O3', averaging: '8h', limit: 120 },
    { substance: 'TSP', averaging: '1h', limit: 300 },
    { substance: 'TSP', averaging: '24h', limit: 200 },
    { substance: 'TSP', averaging: 'year', limit: 100 },
    { substance: 'PM10', averaging: '24h', limit: 100 },
    { substance: 'PM10', averaging: 'year', limit: 50 },
    { substance: 'PM2.5', averaging: '24h', limit: 50 },
    { substance: 'PM2.5', averaging: 'year', limit: 25 },
    { substance: 'Pb', averaging: '24h', limit: 1.5 },
    { substance: 'Pb', averaging: 'year', limit: 0.5 },
    { substance: 'PM2.5', averaging: '1h', limit: undefined },
    { substance: 'PM10', averaging: '1h', limit: undefined },
  ] as const)(`${QCVN}: $substance over $averaging is $limit in 2024`, ({ substance, averaging, limit }) => {
    expect(ambientLimit(substance, averaging, Date.parse('2024-06-01T00:00:00Z'))?.limit).toBe(limit);
  });

  it.each([
    { at: '2023-09-11T16:59:59.999Z', limit: undefined, why: 'Circular 01/2023 is not in force yet' },
    { at: '2023-09-11T17:00:00.000Z', limit: 50, why: 'it is in force from midnight in Vietnam on' },
    { at: '2025-12-31T16:59:59.999Z', limit: 50, why: 'the last instant of 2025 in Vietnam' },
    { at: '2025-12-31T17:00:00.000Z', limit: 45, why: 'the first of 2026' },
  ])(`${QCVN}: PM2.5 over 24 h at $at is $limit, $why`, ({ at, limit }) => {
    expect(ambientLimit('PM2.5', '24h', Date.parse(at))?.limit).toBe(limit);
  });

  it('lets a city add a later row', () => {
    const table = [...AMBIENT_LIMITS, { ...AMBIENT_LIMITS[0]!, from: '2027-01-01', limit: 300 }];
    expect(ambientLimit('SO2', '1h', Date.parse('2027-06-01T00:00:00Z'), table)?.limit).toBe(300);
  });
});
