import { breachOf } from './breach.js';
import { type Dossier, endOf } from './dossier.js';
import { addDossiers, type DossierCounts, noDossiers } from './dossier-counts.js';
import { punctualityOf } from './punctuality.js';

/** Dossiers of one unit and area that were accepted in one month and ended in one; '' while open. */
export interface Cell {
  readonly unit: string;
  readonly area: string;
  readonly accepted: string;
  readonly ended: string;
  readonly counts: DossierCounts;
}

/** What a dossier adds, in 12 bytes: the cell it is in, the cell of the unit to answer for it, and bits. */
export interface Entry {
  readonly cell: number;
  /** -1 for none. */
  readonly breach: number;
  readonly bits: number;
}

const DAY = 86_400_000;
/** No zone changes its month within one. */
const QUARTER_HOUR = 900_000;
/** Two months have a part in the span. */
const MEETING = '';

const BIT = {
  onTime: 1,
  late: 2,
  unjudged: 4,
  onlineFull: 8,
  onlinePart: 16,
  withFee: 32,
  paidOnline: 64,
  signedResults: 128,
  flagged: 256,
} as const;
const BITS = (Object.keys(BIT) as (keyof typeof BIT)[]).map((name) => ({ name, bit: BIT[name] }));

/** The tallies by unit, area and months: entries are put in and taken out again, in whatever order. */
export class Ledger {
  readonly #cells: Cell[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #months = new Map<number, string>();

  constructor(private readonly monthOf: (at: number) => string) {}

  /** An open dossier has no verdict yet: that depends on when one asks. */
  entryOf(dossier: Dossier, accepted: number, longest: number | undefined): Entry {
    const { unit, area, channel, payment } = dossier;
    const end = endOf(dossier);
    const months = {
      accepted: this.#monthAt(accepted),
      ended: end === undefined ? '' : this.#monthAt(end),
    };
    let bits = 0;
    let breach = -1;
    if (end !== undefined) {
      const verdict = punctualityOf(dossier, end, longest);
      bits |= verdict === 'on-time' ? BIT.onTime : verdict === 'overdue' ? BIT.late : BIT.unjudged;
      if (verdict === 'overdue') {
        breach = this.#numberOf(breachOf(dossier, end)?.unit ?? unit, area, months);
      }
    }
    if (channel === 'online_full') bits |= BIT.onlineFull;
    if (channel === 'online_part') bits |= BIT.onlinePart;
    if (payment === 'online') bits |= BIT.withFee | BIT.paidOnline;
    if (payment === 'cash') bits |= BIT.withFee;
    if (dossier.signedResult) bits |= BIT.signedResults;
    if (dossier.flagged.length > 0) bits |= BIT.flagged;
    return { cell: this.#numberOf(unit, area, months), breach, bits };
  }

  /** `by` is -1 to take an entry out. */
  count({ cell, breach, bits }: Entry, by: 1 | -1): void {
    const { counts } = this.#cells[cell]!;
    counts.total += by;
    for (const { name, bit } of BITS) if ((bits & bit) !== 0) counts[name] += by;
    if (breach !== -1) this.#cells[breach]!.counts.breaches += by;
  }

  cell(number: number): Cell {
    return this.#cells[number]!;
  }

  /** Sums over the months, for each unit and area in turn. */
  sum(from: string, to: string, countsOf: (unit: string, area: string) => DossierCounts): void {
    const within = (month: string) => from <= month && month <= to;
    for (const { unit, area, accepted, ended, counts } of this.#cells) {
      if (counts.total === 0 && counts.breaches === 0) continue;
      const received = within(accepted);
      const over = within(ended);
      if (!received && !over) continue;
      const sum = addDossiers(countsOf(unit, area), counts);
      if (received) sum.received += counts.total;
      if (over) sum.ended += counts.total;
    }
  }

  /** Asking the time zone costs more than all the rest of a dossier, so it is asked once a day, and more often where months meet. */
  #monthAt(at: number): string {
    const day = this.#monthOfSpan(at, DAY);
    return day === MEETING ? this.#monthOfSpan(at, QUARTER_HOUR) : day;
  }

  #monthOfSpan(at: number, span: number): string {
    const start = Math.floor(at / span) * span;
    const key = span === DAY ? start : start + 1;
    let month = this.#months.get(key);
    if (month === undefined) {
      month = this.monthOf(start);
      if (this.monthOf(start + span - 1) !== month) month = MEETING;
      this.#months.set(key, month);
    }
    return month;
  }

  #numberOf(unit: string, area: string, { accepted, ended }: Pick<Cell, 'accepted' | 'ended'>): number {
    const key = `${unit}\n${area}\n${accepted}\n${ended}`;
    let number = this.#numbers.get(key);
    if (number === undefined) {
      number = this.#cells.push({ unit, area, accepted, ended, counts: noDossiers() }) - 1;
      this.#numbers.set(key, number);
    }
    return number;
  }
}
