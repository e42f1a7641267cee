import type { IncidentInput } from '@toancanh/events';
import { countOf, draw, keyOf } from './chance.js';
import { SHAPES, shapeAt } from './day.js';
import type { Scene } from './scene.js';
import type { Site } from './site.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const CHANCE = keyOf('incident');

export interface IncidentSending {
  readonly sendAt: number;
  readonly incident: IncidentInput;
}

type Shares = Readonly<Record<string, number>>;

/** What happens at devices of one kind: the events of a day, and the kinds' shares of what begins. */
interface Happening {
  readonly at: (site: Site) => boolean;
  readonly eventsPerDay: number;
  readonly kinds: Shares;
  /** These begin and end, which is two events; the others only tell. */
  readonly ending: ReadonlySet<string>;
}

const CAMERAS: Happening = {
  at: ({ metrics }) => metrics.includes('camera_online'),
  eventsPerDay: 7_200,
  kinds: {
    motion: 0.9,
    intrusion: 0.02,
    loitering: 0.03,
    abandoned_object: 0.01,
    camera_dark: 0.02,
    loud_sound: 0.02,
  },
  ending: new Set(['intrusion', 'loitering', 'abandoned_object', 'camera_dark', 'loud_sound']),
};
const PANELS: Happening = {
  at: ({ metrics }) => metrics.includes('fire_panel_ok'),
  eventsPerDay: 1_500,
  kinds: {
    panel_test: 0.7,
    panel_initialized: 0.2,
    panel_fault: 0.07,
    smoke_detected: 0.025,
    fire_alarm: 0.005,
  },
  ending: new Set(['panel_fault', 'smoke_detected', 'fire_alarm']),
};

/** Cases of a day by the number that was called. */
const CASES_PER_DAY: Shares = { case_113: 2_060, case_114: 40, case_115: 300, case_1022: 600 };
/** What is told of a case after its call, minutes later; the last tells that it is over. */
const CASE_STEPS = [
  { after: 0, text: 'tiếp nhận' },
  { after: 3, text: 'đã điều lực lượng' },
  { after: 14, text: 'có mặt tại hiện trường' },
  { after: 40, text: 'bàn giao' },
  { after: 65, text: 'kết thúc' },
];
/** One in so many names an area by a code that ended with the reform, as a table that nobody renewed would. */
const OLD_AREA = 0.002;
const OLD_AREAS = ['718', '720', '722', '724', '725', '726'];

/**
 * What happens in a province rather than is measured: alarms of cameras and fire panels, cases of the emergency numbers.
 * It has no clock: what begins in a minute is a function of seed, sites and that minute.
 */
export class Incidents {
  readonly #cameras: readonly Site[];
  readonly #panels: readonly Site[];

  constructor(
    private readonly sites: readonly Site[],
    private readonly scene: Scene,
    private readonly times = 1,
  ) {
    this.#cameras = sites.filter(CAMERAS.at);
    this.#panels = sites.filter(PANELS.at);
  }

  /** All that begins in the minute of `minute` (an instant), with what follows from it later. */
  beginning(minute: number): readonly IncidentSending[] {
    const start = Math.floor(minute / MINUTE) * MINUTE;
    return [
      ...this.#alarms('camera', CAMERAS, this.#cameras, start),
      ...this.#alarms('panel', PANELS, this.#panels, start),
      ...this.#fire(start),
      ...Object.entries(CASES_PER_DAY).flatMap(([kind, perDay]) => this.#cases(kind, perDay, start)),
    ];
  }

  #alarms(name: string, { eventsPerDay, kinds, ending }: Happening, sites: readonly Site[], start: number) {
    if (sites.length === 0) return [];
    const eventsEach =
      1 + Object.keys(kinds).reduce((sum, kind) => sum + (ending.has(kind) ? kinds[kind]! : 0), 0);
    const mean = (eventsPerDay * this.times) / eventsEach / (DAY / MINUTE);
    const key = keyOf(name) ^ CHANCE;
    return this.#each(key, mean, start, (at, n, chance) => {
      const site = sites[Math.floor(chance(1) * sites.length)]!;
      const kind = chosen(kinds, chance(2));
      const id = `${name}-${at.toString(36)}-${n}`;
      const begun: IncidentInput = { id, source: site.id, at, kind, place: [site.lon, site.lat] };
      if (!ending.has(kind)) return [{ sendAt: at, incident: begun }];
      return [{ sendAt: at, incident: begun }, ended(begun, at + Math.round((2 + 18 * chance(3)) * MINUTE))];
    });
  }

  /** The panels of the block that burns, each once, as the fire comes to them; over when it is. */
  #fire(start: number): readonly IncidentSending[] {
    const burning = this.scene.spanOf('fire');
    if (!burning || start + MINUTE <= burning.start || start > burning.start + 10 * MINUTE) return [];
    return this.#panels.flatMap((site) => {
      if (!this.scene.isInBlock(site)) return [];
      const at = Math.round(burning.start + 8 * MINUTE * this.scene.trait(site, 'reached'));
      if (at < start || at >= start + MINUTE) return [];
      const id = `fire-${at.toString(36)}-${site.id}`;
      const kind = this.scene.trait(site, 'alarm') < 0.6 ? 'fire_alarm' : 'smoke_detected';
      const begun: IncidentInput = { id, source: site.id, at, kind, place: [site.lon, site.lat] };
      return [{ sendAt: at, incident: begun }, ended(begun, Math.max(at + MINUTE, burning.end))];
    });
  }

  #cases(kind: string, perDay: number, start: number): readonly IncidentSending[] {
    const { scene, sites } = this;
    if (sites.length === 0) return [];
    const more =
      1 + 4 * scene.force('storm', start) + (kind === 'case_114' ? 40 : 2) * scene.force('fire', start);
    const usual = (perDay * this.times) / (DAY / MINUTE);
    const mean = usual * shapeAt(SHAPES.calls, scene.local(start)) * more;
    const source = `fleet-${kind.replace('_', '-')}`;
    return this.#each(keyOf(kind) ^ CHANCE, mean, start, (at, n, chance) => {
      const site = sites[Math.floor(chance(1) * sites.length)]!;
      const id = `${source}-${at.toString(36)}-${n}`;
      const old = chance(2) < OLD_AREA ? OLD_AREAS[Math.floor(chance(3) * OLD_AREAS.length)] : undefined;
      const pace = 0.5 + chance(4);
      const place: [number, number] = [site.lon, site.lat];
      const base: IncidentInput = {
        id,
        source,
        at,
        kind,
        ...(old === undefined ? { place } : { area: old }),
      };
      return CASE_STEPS.map(({ after, text }, step) => {
        const sendAt = at + Math.round(after * pace * MINUTE);
        if (step < CASE_STEPS.length - 1) return { sendAt, incident: { ...base, text } };
        return { sendAt, incident: { ...ended(base, sendAt).incident, text } };
      });
    });
  }

  #each(
    key: number,
    mean: number,
    start: number,
    begin: (at: number, n: number, chance: (of: number) => number) => readonly IncidentSending[],
  ): readonly IncidentSending[] {
    const { seed } = this.scene;
    const count = countOf(mean, draw(seed, key, start));
    return Array.from({ length: count }, (_, n) => {
      const chance = (of: number) => draw(seed, key ^ (of * 0x9e3779b1), start + n);
      return begin(start + Math.floor(chance(0) * MINUTE), n, chance);
    }).flat();
  }
}

function ended(begun: IncidentInput, at: number): IncidentSending {
  return { sendAt: at, incident: { ...begun, id: `${begun.id}-end`, at, ends: begun.id } };
}

function chosen(shares: Shares, drawn: number): string {
  let left = drawn;
  const kinds = Object.keys(shares);
  for (const kind of kinds) {
    left -= shares[kind]!;
    if (left < 0) return kind;
  }
  return kinds[0]!;
}
