import { carFactors, carUnits, VEHICLES } from './passenger-cars.js';

describe('carFactors', () => {
  it.each([
    { standard: 'TCXDVN 104:2007', speeds: [60, 80], of: [0.5, 0.5, 1, 2, 2.5, 3] },
    { standard: 'TCXDVN 104:2007', speeds: [30, 40, 50], of: [0.3, 0.25, 1, 2.5, 3, 4] },
    { standard: 'TCXDVN 104:2007', speeds: [20], of: [0.2, 0.15, 1, 2.5, 3.5, 4.5] },
    { standard: 'TCVN 4054:2005', speeds: [20, 60, 100], of: [0.2, 0.3, 1, 2, 2.5, 4] },
  ])('$standard on roads for $speeds km/h', ({ standard, speeds, of }) => {
    for (const speed of speeds) {
      const factors = carFactors(standard, speed)!;
      expect(VEHICLES.map((vehicle) => factors[vehicle])).toEqual(of);
    }
  });

  it('knows no other standard', () => {
    expect(carFactors('HCM', 50)).toBeUndefined();
  });
});

describe('carUnits', () => {
  const passed = { motorbike: 400, car: 60, bus: 4, truck: 6 };

  it.each([
    {
      standard: 'TCXDVN 104:2007',
      speed: 50,
      units: 400 * 0.25 + 60 + 10 * 2.5,
      why: 'motorbikes are most of the vehicles and half of the traffic',
    },
    {
      standard: 'TCVN 4054:2005',
      speed: 50,
      units: 400 * 0.3 + 60 + 10 * 2,
      why: 'another standard, other factors',
    },
  ])('$units after $standard: $why', ({ standard, speed, units }) => {
    expect(carUnits(passed, carFactors(standard, speed)!)).toBeCloseTo(units, 9);
  });

  it('lets a city say what its buses and lorries are', () => {
    const large = { motorbike: 'motorbike', car: 'car', bus: 'heavy', truck: 'articulated' } as const;
    expect(carUnits({ bus: 1, truck: 1 }, carFactors('TCXDVN 104:2007', 50)!, large)).toBe(7);
  });
});
