import type { CalendarYear } from '@toancanh/domains';
import type { Bilingual, Sensor } from '@toancanh/events';
import type { FigureDeclaration } from '@toancanh/figures';
import type { AreaShapes, Desk, Placements, RegionTree } from '@toancanh/regions';
import type { Rule } from '@toancanh/rules';
import { City, type CityLimits, type DefaultRule, type Gateway, type Wall } from '../city.js';
import type { Feed } from '../feed.js';

export interface FolderCityParts {
  readonly folder: string;
  readonly name: Bilingual;
  readonly timeZone: string;
  readonly root: string;
  readonly limits: CityLimits;
  readonly retention: City['retention'];
  readonly areas: RegionTree;
  readonly sensors: ReadonlyMap<string, Sensor>;
  readonly placements: ReadonlyMap<string, Placements>;
  readonly gateways: ReadonlyMap<string, Gateway>;
  readonly rules: readonly Rule[];
  readonly defaultRules: readonly DefaultRule[];
  readonly calendars: readonly [CalendarYear, ...CalendarYear[]];
  readonly walls: ReadonlyMap<string, Wall>;
  readonly desks: readonly Desk[];
  readonly feeds: readonly Feed[];
  readonly figures: readonly FigureDeclaration[];
  readonly boundaries: string | null;
  readonly shapes: AreaShapes | undefined;
}

/** A city as its folder describes it; nothing in it changes after it was read. */
export class FolderCity extends City {
  readonly folder: string;
  readonly name: Bilingual;
  readonly timeZone: string;
  readonly root: string;
  readonly limits: CityLimits;
  readonly retention: City['retention'];
  readonly areas: RegionTree;
  readonly sensors: ReadonlyMap<string, Sensor>;
  override readonly placements: ReadonlyMap<string, Placements>;
  readonly gateways: ReadonlyMap<string, Gateway>;
  readonly rules: readonly Rule[];
  override readonly defaultRules: readonly DefaultRule[];
  override readonly calendars: readonly [CalendarYear, ...CalendarYear[]];
  readonly walls: ReadonlyMap<string, Wall>;
  override readonly desks: readonly Desk[];
  readonly feeds: readonly Feed[];
  override readonly figures: readonly FigureDeclaration[];
  readonly boundaries: string | null;
  readonly #shapes: AreaShapes | undefined;

  constructor(parts: FolderCityParts) {
    super();
    this.folder = parts.folder;
    this.name = parts.name;
    this.timeZone = parts.timeZone;
    this.root = parts.root;
    this.limits = parts.limits;
    this.retention = parts.retention;
    this.areas = parts.areas;
    this.sensors = parts.sensors;
    this.placements = parts.placements;
    this.gateways = parts.gateways;
    this.rules = parts.rules;
    this.defaultRules = parts.defaultRules;
    this.calendars = parts.calendars;
    this.walls = parts.walls;
    this.desks = parts.desks;
    this.feeds = parts.feeds;
    this.figures = parts.figures;
    this.boundaries = parts.boundaries;
    this.#shapes = parts.shapes;
  }

  areaAt(lon: number, lat: number): string | undefined {
    return this.#shapes?.at(lon, lat);
  }
}
