import type { City } from '@toancanh/runtime';
import { keyOf } from './chance.js';
import { Course } from './course.js';
import { zoneOffset } from './day.js';
import type { FaultRates } from './faults.js';
import { fleetOf, type FleetSize, LOAD_GATEWAY, rateOf } from './fleet.js';
import { GatewayLink, type LinkCounts } from './gateway-link.js';
import { Lane, lanesOf } from './lanes.js';
import { Scene } from './scene.js';

/** How often what is due is looked for, ms. */
const STEP = 100;

export interface SimulatorOptions extends FaultRates, Pick<FleetSize, 'sensors'> {
  /** Hard rain everywhere, flooded roads, many calls, cameras out in clusters. */
  readonly storm?: boolean;
}

export interface SimulatorSetup {
  /** `mqtt://127.0.0.1:1883` */
  readonly mqttUrl: string;
  readonly city: City;
  readonly seed: number;
  /** Readings a second over all; by the sensors' own periods unless told. */
  readonly rate?: number;
  /** Epoch ms. */
  readonly now: () => number;
  readonly options?: SimulatorOptions;
  /** Told of a link's trouble, such as a refused connection; links try again by themselves. */
  readonly onFault?: (message: string) => void;
}

export interface SimulatorStats extends Readonly<LinkCounts> {
  readonly sensors: number;
  /** Readings a second that its sensors make. */
  readonly rate: number;
  /** Reports left out because they were long overdue when their turn came. */
  readonly skipped: number;
}

export interface Simulator {
  /** As of now, each time it is asked. */
  readonly stats: SimulatorStats;
  /** Sends what is in hand and says goodbye, within a few seconds. */
  stop(): Promise<void>;
}

/**
 * The simulated gateways of a city, publishing over MQTT like any others: what the sensors of the folder would say, and
 * what goes wrong with it, by seed and clock alone. Each simulated gateway's password is its own name, which is safe
 * because such gateways are accepted from this machine only.
 */
export function startSimulator(setup: SimulatorSetup): Simulator {
  const { mqttUrl: url, city, seed, now, options = {}, onFault = () => undefined } = setup;
  const begin = now();
  const sites = fleetOf(city, seed, { sensors: options.sensors, rate: setup.rate });
  const offset = zoneOffset(city.timeZone, begin);
  const scene = new Scene({ seed, sites, offset, storm: options.storm ?? false });
  const course = new Course(sites, scene, begin, options);
  const counts: LinkCounts = {
    published: 0,
    acknowledged: 0,
    refused: 0,
    dropped: 0,
    rejections: 0,
    connected: 0,
  };
  // Both versions of MQTT, and gateways that number their messages beside those that do not.
  const lanes = lanesOf(sites, (gateway, n) => {
    const key = keyOf(gateway);
    const clientId = `sim-${gateway}-${n}-${begin.toString(36)}`;
    const protocolVersion = key % 2 === 0 ? 5 : 4;
    const link = new GatewayLink({ url, gateway, clientId, protocolVersion, counts, onFault });
    const numbered = gateway === LOAD_GATEWAY || key % 3 === 0;
    return new Lane(link, numbered ? `${new Date(begin).toISOString()}/${n}` : undefined);
  });

  const timer = setInterval(() => {
    for (const { site, report } of course.step(now())) lanes.of(site).add(report);
    for (const lane of lanes.all) lane.flush();
  }, STEP);

  const size = { sensors: sites.length, rate: rateOf(sites) };
  return {
    get stats() {
      return { ...counts, ...size, skipped: course.skipped };
    },
    async stop() {
      clearInterval(timer);
      await Promise.all(lanes.all.map((lane) => lane.stop()));
    },
  };
}
