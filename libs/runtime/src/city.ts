import type { Bilingual, Sensor } from '@toancanh/events';
import { type CalendarYear, USUAL_CALENDAR } from '@toancanh/domains';
import type { FigureDeclaration } from '@toancanh/figures';
import type { Desk, Placements, RegionTree } from '@toancanh/regions';
import type { Rule } from '@toancanh/rules';
import type { Feed } from './feed.js';

/** A gateway as `gateways.yaml` has it. */
export interface Gateway {
  readonly id: string;
  readonly owner: string;
  /** Codes of the areas it may report from; the first is where a sensor without a place counts. */
  readonly areas: readonly string[];
  /** `scrypt:<N>:<salt base64>:<hash base64>`; see libs/access. */
  readonly credential: string;
  readonly autoRegister: boolean;
  /** Readings a second over which messages are refused with E_RATE; null for no limit. */
  readonly ratePerSecond: number | null;
  /** Accepted from this machine only. */
  readonly loopbackOnly: boolean;
  /** `declared`: unit strings are believed and converted. `assumed`: they are ignored, values are in the metric's own unit. */
  readonly units: 'declared' | 'assumed';
  readonly simulated: boolean;
}

export interface Wall {
  readonly id: string;
  readonly area: string;
  readonly title: Bilingual;
  /** Of the area's own shape of screen: `province` (map in the middle, figures beside it) or `area` (fewer rows, larger). */
  readonly layout: 'province' | 'area';
  /** Measured: height of the picture in metres, and the furthest seat. They set the row budget. */
  readonly screen: { readonly heightM: number; readonly distanceM: number };
}

export interface CityLimits {
  /** Bytes of one MQTT packet. */
  readonly packetBytes: number;
  /** Unacknowledged messages of one connection. */
  readonly inFlight: number;
  readonly connections: number;
  /** Sensors that one gateway may register by itself. */
  readonly autoRegister: number;
  /** Readings that wait in intake for the log; over it sockets are paused. */
  readonly intakeQueue: number;
}

/** A rule that comes with a domain, and whether this city has it: as it is, in words of its own, or not at all. */
export interface DefaultRule {
  readonly rule: Rule;
  readonly standing: 'in-force' | 'replaced' | 'off';
}

/** The city folder, read and checked once; every app runs the same check at start. */
export abstract class City {
  abstract readonly folder: string;
  abstract readonly name: Bilingual;
  abstract readonly timeZone: string;
  abstract readonly root: string;
  abstract readonly limits: CityLimits;
  /** How long stored raw readings and windows are kept, ms. A reading older than `readings` is E_TS_OLD. */
  abstract readonly retention: { readonly readings: number; readonly windows: number };
  abstract readonly areas: RegionTree;
  abstract readonly sensors: ReadonlyMap<string, Sensor>;
  /** Where each sensor of the folder was and will be, also those that are not in force today. */
  readonly placements: ReadonlyMap<string, Placements> = new Map();
  abstract readonly gateways: ReadonlyMap<string, Gateway>;
  /** Its own, and the default rules that are in force. */
  abstract readonly rules: readonly Rule[];
  readonly defaultRules: readonly DefaultRule[] = [];
  abstract readonly walls: ReadonlyMap<string, Wall>;
  /** Who is on duty for which area, from when until when; none where nobody is written down. */
  readonly desks: readonly Desk[] = [];
  /** Working time; the usual one where the folder has no calendar. */
  readonly calendars: readonly [CalendarYear, ...CalendarYear[]] = [USUAL_CALENDAR];
  abstract readonly feeds: readonly Feed[];
  /** Figures with an owner and a target: the domains' and the city's own. */
  readonly figures: readonly FigureDeclaration[] = [];
  /** Text of `boundaries.topojson`, or null. Objects `units`, `areas`, `outline`; see NOTICE. */
  abstract readonly boundaries: string | null;
  /** Code of the smallest area that holds a point now, by the boundaries; undefined outside of all. */
  abstract areaAt(lon: number, lat: number): string | undefined;
}
