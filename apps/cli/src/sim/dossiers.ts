import type { DossierInput, DossierStep } from '@toancanh/events';
import { countOf, draw, keyOf } from './chance.js';
import { SHAPES } from './day.js';
import type { Scene } from './scene.js';
import type { Site } from './site.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const CHANCE = keyOf('dossier');
/** On a working day, so that the mean of the days of a week is 8,000. */
const PER_WORKDAY = (8_000 * 7) / 5;

/** How many working days procedures take, and what share of dossiers is of each kind. */
const TEMPOS = [
  { days: 1, share: 0.5 },
  { days: 5, share: 0.35 },
  { days: 15, share: 0.15 },
] as const;

/** The life of a dossier: each step at a part of its procedure's days, and so many minutes later in the day. */
const LIFE: readonly { readonly step: DossierStep; readonly part: number; readonly later: number }[] = [
  { step: 'registered', part: 0, later: 0 },
  { step: 'received', part: 0, later: 12 },
  { step: 'transferred', part: 0, later: 25 },
  { step: 'processing', part: 0.2, later: 31 },
  { step: 'transferred', part: 0.4, later: 40 },
  { step: 'processing', part: 0.4, later: 47 },
  { step: 'transferred', part: 0.8, later: 55 },
  { step: 'processing', part: 0.8, later: 61 },
  { step: 'resolved', part: 1, later: 70 },
  { step: 'returned', part: 1, later: 84 },
];
/** One in eight waits for a supplement instead of a second transfer. */
const SUPPLEMENTED = 0.125;
/** One in so many is resolved a working day after its time. */
const LATE = 0.05;
const OF_A_DAY = SHAPES.dossiers.reduce<number>((sum, each) => sum + each, 0);
const OLD_AREA = 0.002;
const OLD_AREAS = ['718', '720', '722', '724', '725', '726'];

/**
 * The steps of dossiers at the one-stop shops of a province: 8,000 dossiers a day, ten steps each, in office hours. It has
 * no clock and no memory: the steps of a minute are those of the dossiers that were filed in the minutes from which they follow.
 */
export class Dossiers {
  readonly #areas: readonly string[];

  constructor(
    sites: readonly Site[],
    private readonly scene: Scene,
    private readonly times = 1,
  ) {
    this.#areas = sites.filter(({ domain }) => domain === 'administration').map(({ area }) => area);
  }

  /** What is reported in the minute of `minute` (an instant), in no order. */
  during(minute: number): readonly DossierInput[] {
    const start = Math.floor(minute / MINUTE) * MINUTE;
    const today = Math.floor(this.scene.local(start) / DAY);
    if (this.#areas.length === 0 || !isWorkday(today)) return [];
    const steps: DossierInput[] = [];
    TEMPOS.forEach(({ days }, tempo) => {
      LIFE.forEach(({ part, later }, nth) => {
        const filed = this.#filedBefore(start - later * MINUTE, Math.round(part * days));
        const isEnd = part === 1;
        for (const dossier of this.#filedIn(filed, tempo)) {
          if (!isEnd || !dossier.late) steps.push(this.#stepOf(dossier, nth, start));
        }
        if (!isEnd) return;
        for (const dossier of this.#filedIn(this.#filedBefore(start - later * MINUTE, days + 1), tempo)) {
          if (dossier.late) steps.push(this.#stepOf(dossier, nth, start));
        }
      });
    });
    return steps;
  }

  /** The same minute of the day so many working days before. */
  #filedBefore(at: number, workdays: number): number {
    let day = Math.floor(this.scene.local(at) / DAY);
    const minuteOfDay = this.scene.local(at) - day * DAY;
    for (let left = workdays; left > 0;) if (isWorkday(--day)) left--;
    return day * DAY + minuteOfDay;
  }

  /** The dossiers of one tempo that were filed in a minute of the city's clock. */
  #filedIn(local: number, tempo: number): readonly Dossier[] {
    if (!isWorkday(Math.floor(local / DAY))) return [];
    const hour = Math.floor(local / HOUR) % 24;
    const { share } = TEMPOS[tempo]!;
    const mean = (PER_WORKDAY * this.times * share * SHAPES.dossiers[hour]!) / OF_A_DAY / 60;
    const { seed } = this.scene;
    const key = CHANCE + tempo;
    return Array.from({ length: countOf(mean, draw(seed, key, local)) }, (_, n) => {
      const chance = (of: number) => draw(seed, key ^ (of * 0x9e3779b1), local + n);
      const second = Math.floor(60 * chance(0)) * 1_000;
      return {
        number: `${(local / MINUTE).toString(36)}-${tempo}-${n}`,
        local,
        second,
        tempo,
        chance,
        late: chance(1) < LATE,
      };
    });
  }

  #stepOf({ number, local, second, tempo, chance }: Dossier, nth: number, start: number): DossierInput {
    const { step } = LIFE[nth]!;
    const supplemented = chance(2) < SUPPLEMENTED;
    const named = supplemented ? (SUPPLEMENT[nth] ?? step) : step;
    const home = this.#areas[Math.floor(chance(3) * this.#areas.length)]!;
    const area = chance(4) < OLD_AREA ? OLD_AREAS[Math.floor(chance(5) * OLD_AREAS.length)]! : home;
    const filed = local - (this.scene.local(start) - start);
    const due = filed + dueIn(local, TEMPOS[tempo]!.days) + 3 * HOUR;
    return {
      dossier: `fleet-${number}`,
      procedure: `fleet-tt-${tempo + 1}${Math.floor(10 * chance(6))}`,
      unit: nth < 3 || nth > 8 ? `hcc-${home}` : `pb-${home}-${1 + Math.floor(6 * chance(7))}`,
      area,
      at: start + second,
      step: named,
      ...(named === 'received' && { due }),
      channel: channelOf(chance(8)),
      ...(named === 'received' && {
        payment: chance(9) < 0.5 ? 'online' : chance(9) < 0.8 ? 'cash' : 'none',
      }),
      ...(named === 'returned' && chance(10) < 0.8 && { signedResult: true }),
    };
  }
}

interface Dossier {
  readonly number: string;
  /** The minute of the city's clock in which it was filed, and the second of its steps. */
  readonly local: number;
  readonly second: number;
  readonly tempo: number;
  readonly chance: (of: number) => number;
  readonly late: boolean;
}

const SUPPLEMENT: Readonly<Record<number, DossierStep>> = { 4: 'supplement_requested', 5: 'supplemented' };

function channelOf(drawn: number): DossierInput['channel'] {
  if (drawn < 0.55) return 'online_full';
  if (drawn < 0.72) return 'online_part';
  return drawn < 0.95 ? 'counter' : 'post';
}

/** From a working minute to the same minute so many working days later. */
function dueIn(local: number, workdays: number): number {
  let day = Math.floor(local / DAY);
  const begun = day;
  for (let left = workdays; left > 0;) if (isWorkday(++day)) left--;
  return (day - begun) * DAY;
}

/** 1 January 1970 was a Thursday; offices work from Monday to Friday. */
function isWorkday(day: number): boolean {
  const weekday = (((day + 4) % 7) + 7) % 7;
  return weekday >= 1 && weekday <= 5;
}
