import { createHash } from 'node:crypto';
import { metricOf } from '@toancanh/domains';
import { DeskBook, Duty } from '@toancanh/regions';
import type { Reforms, Surroundings } from '@toancanh/rules';
import type { City, SensorDirectory } from '@toancanh/runtime';

/** The city as rules see it. */
export function surroundingsOf(city: City, sensors: SensorDirectory): Surroundings {
  const { areas, gateways } = city;
  const comesFromSimulator = (gateway: string) => gateways.get(gateway)?.simulated ?? false;
  return {
    hash: (text) => createHash('sha256').update(text).digest('hex').slice(0, 32),
    unitOf: (metric) => metricOf(metric)?.unit,
    pathOf: (area, when) => areas.pathOf(area, when),
    resolve: (area) => areas.resolve(area),
    reforms: reformsOf(city, sensors),
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

function reformsOf({ areas, desks }: City, sensors: SensorDirectory): Reforms {
  const duty = new Duty(areas, new DeskBook(desks, areas));
  return {
    groundOf: (code, when) => duty.groundOf(code, when),
    areaOf: (id, when) => sensors.get(id, when)?.area || undefined,
    deskOf: (area, when) => duty.deskOf(area, when),
    moveOf: (matter, now) => duty.moveOf(matter, now),
    nextChange: (after) => duty.nextChange(after),
  };
}
