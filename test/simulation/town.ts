import type { Sensor } from '@toancanh/events';
import type { City, SensorDirectory } from '@toancanh/runtime';

/** Areas below areas: wards, districts, and the city above them. */
const PATHS: Readonly<Record<string, readonly string[]>> = {
  quay: ['quay', 'east', 'town'],
  mill: ['mill', 'east', 'town'],
  west: ['west', 'town'],
};

export function pathOf(area: string): readonly string[] {
  return PATHS[area] ?? [];
}

const sensor = (id: string, area: string, metrics: string[], period: number): Sensor => ({
  ...{ id, gateway: 'gw', domain: 'environment', area, metrics, period },
});

/** By their names they spread over three partitions. */
export const SENSORS: readonly Sensor[] = [
  sensor('s1', 'quay', ['x', 'y'], 30),
  sensor('s2', 'quay', ['x'], 60),
  sensor('s3', 'mill', ['x', 'y'], 20),
  sensor('s4', 'west', ['x'], 30),
  sensor('s5', 'west', ['x', 'y'], 15),
];

export const CITY = {
  timeZone: 'Asia/Ho_Chi_Minh',
  areas: { pathOf },
  retention: { readings: 1e12, windows: 1e12 },
} as unknown as City;

export const DIRECTORY = {
  get: (id: string) => SENSORS.find((sensor) => sensor.id === id),
  all: () => SENSORS,
  placed: () => SENSORS,
  caughtUp: async () => undefined,
} as unknown as SensorDirectory;
