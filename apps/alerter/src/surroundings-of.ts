import { createHash } from 'node:crypto';
import { metricOf } from '@toancanh/domains';
import type { Surroundings } from '@toancanh/rules';
import type { City, SensorDirectory } from '@toancanh/runtime';

/** The city as rules see it. */
export function surroundingsOf({ areas, gateways }: City, sensors: SensorDirectory): Surroundings {
  const comesFromSimulator = (gateway: string) => gateways.get(gateway)?.simulated ?? false;
  return {
    hash: (text) => createHash('sha256').update(text).digest('hex').slice(0, 32),
    unitOf: (metric) => metricOf(metric)?.unit,
    pathOf: (area, when) => areas.pathOf(area, when),
    resolve: (area) => areas.resolve(area),
    isSimulated: ({ metric, sensor, area }) => {
      if (sensor !== undefined) return comesFromSimulator(sensors.get(sensor)?.gateway ?? '');
      // Asked only when an area's alert is raised, so that looking at every sensor is cheap enough.
      for (const one of sensors.all()) {
        if (!one.metrics.includes(metric) || !comesFromSimulator(one.gateway)) continue;
        if (one.area === area || areas.pathOf(one.area, Infinity).includes(area)) return true;
      }
      return false;
    },
  };
}
