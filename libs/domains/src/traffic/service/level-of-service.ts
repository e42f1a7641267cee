export type ServiceLevel = 'A' | 'B' | 'C' | 'D' | 'E' | 'F';
const LEVELS = ['A', 'B', 'C', 'D', 'E'] as const;

/** How a manual tells levels apart: five bounds, from A to E; what is past the last is F. */
export interface ServiceScheme {
  readonly name: string;
  readonly unit: string;
  /** Whether a level holds up to and with its bound, or only above it. */
  readonly bound: 'most' | 'above';
  readonly bounds: readonly [number, number, number, number, number];
  /** From memory. */
  readonly weak?: true;
}

export const SERVICE_SCHEMES = {
  freeway: {
    name: 'HCM, freeway, density',
    unit: 'pc/mi/lane',
    bound: 'most',
    bounds: [11, 18, 26, 35, 45],
  },
  freewayMetric: {
    name: 'HCM, freeway, density',
    unit: 'pc/km/lane',
    bound: 'most',
    bounds: [6.8, 11.2, 16.2, 21.7, 28],
  },
  urbanStreet: {
    name: 'HCM 6, urban street, speed as a share of base free flow',
    unit: '%',
    bound: 'above',
    bounds: [80, 67, 50, 40, 30],
    weak: true,
  },
  signalised: {
    name: 'HCM, signalised intersection, control delay',
    unit: 's',
    bound: 'most',
    bounds: [10, 20, 35, 55, 80],
    weak: true,
  },
  unsignalised: {
    name: 'HCM, unsignalised intersection, control delay',
    unit: 's',
    bound: 'most',
    bounds: [10, 15, 25, 35, 50],
    weak: true,
  },
  urbanRoadVn: {
    name: 'TCVN 13592:2022, TCXDVN 104:2007, urban road, volume to capacity',
    unit: '',
    bound: 'most',
    bounds: [0.35, 0.5, 0.75, 0.9, 1],
    weak: true,
  },
} as const satisfies Record<string, ServiceScheme>;

export function serviceLevel({ bound, bounds }: ServiceScheme, value: number): ServiceLevel {
  const index = bounds.findIndex((limit) => (bound === 'most' ? value <= limit : value > limit));
  return LEVELS[index] ?? 'F';
}

/** Of an urban street; where more want to pass than can, it is F whatever the speed. */
export function urbanStreetLevel(speed: number, baseFreeFlow: number, volumeToCapacity = 0): ServiceLevel {
  if (volumeToCapacity > 1) return 'F';
  return serviceLevel(SERVICE_SCHEMES.urbanStreet, (speed / baseFreeFlow) * 100);
}
