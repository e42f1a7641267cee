import type { City } from '@toancanh/runtime';
import { keyOf } from './chance.js';
import { Course, type Sending } from './course.js';
import { zoneOffset } from './day.js';
import { Dossiers } from './dossiers.js';
import type { FaultRates } from './faults.js';
import { eventRateOf, fleetOf, type FleetSize, rateOf } from './fleet.js';
import { GatewayLink, type LinkCounts } from './gateway-link.js';
import { Happenings } from './happenings.js';
import { Incidents } from './incidents.js';
import { Lane, lanesOf, WIDE } from './lanes.js';
import { PROVINCE_GATEWAY, provinceOf } from './province.js';
import type { Scenario } from './scenario.js';
import { Scene } from './scene.js';
import type { Site } from './site.js';
import { Timetable } from './timetable.js';

/** How often what is due is looked for, ms. */
const STEP = 100;
/** Devices that are in step are asked so much ahead: tens of thousands of reports have one instant to leave in. */
const AHEAD = 3_000;

export interface SimulatorOptions extends FaultRates, Pick<FleetSize, 'sensors'> {
  /** The reference fleet of a province in place of the city's own, each device reporting so many times as often. */
  readonly fleet?: { readonly times: number };
  /** All devices of one period report in the same millisecond. */
  readonly aligned?: boolean;
  readonly scenario?: Scenario;
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
  /** Readings a second that its sensors make, and the values or records in them. */
  readonly rate: number;
  readonly events: number;
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
  const { sensors, fleet, scenario, aligned } = options;
  const sites = fleet
    ? provinceOf(city, seed, fleet.times)
    : fleetOf(city, seed, { sensors, rate: setup.rate });
  const begin = now();
  const offset = zoneOffset(city.timeZone, begin);
  const scene = new Scene({ seed, sites, offset, ...(scenario && { scenario }) });
  const course = new Course(sites, scene, begin, options, new Timetable(scene, aligned));
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
    const numbered = WIDE.has(gateway) || key % 3 === 0;
    return new Lane(link, numbered ? `${new Date(begin).toISOString()}/${n}` : undefined);
  });

  const happenings = fleet && happeningsOf(sites, scene, fleet.times, begin);
  const telling =
    happenings &&
    new GatewayLink({
      ...{ url, gateway: PROVINCE_GATEWAY, protocolVersion: 5, counts, onFault },
      clientId: `sim-${PROVINCE_GATEWAY}-events-${begin.toString(36)}`,
    });

  const ahead = aligned ? AHEAD : 0;
  let ready: Sending[] = [];
  const timer = setInterval(() => {
    const until = now();
    ready = ready.concat(course.step(until + ahead));
    for (const { site, report } of ready.filter(({ sendAt }) => sendAt <= until)) lanes.of(site).add(report);
    for (const lane of lanes.all) lane.flush();
    ready = ready.filter(({ sendAt }) => sendAt > until);
    for (const { topic, payload } of happenings?.step(until) ?? []) telling?.publish(payload, 1, topic);
  }, STEP);

  const size = { sensors: sites.length, rate: rateOf(sites), events: eventRateOf(sites) };
  return {
    get stats() {
      return { ...counts, ...size, skipped: course.skipped };
    },
    async stop() {
      clearInterval(timer);
      await Promise.all([...lanes.all, ...(telling ? [telling] : [])].map((each) => each.stop()));
    },
  };
}

function happeningsOf(sites: readonly Site[], scene: Scene, times: number, begin: number): Happenings {
  const [incidents, dossiers] = [new Incidents(sites, scene, times), new Dossiers(sites, scene, times)];
  return new Happenings(incidents, dossiers, scene.seed, begin);
}
