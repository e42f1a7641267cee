import type { DossierEvent } from '@toancanh/events';
import { breachOf } from './breach.js';
import { type Dossier, dossierOf, endOf, type StepTaken } from './dossier.js';
import { type DossierCounts, noDossiers } from './dossier-counts.js';
import { type Entry, Ledger } from './ledger.js';
import { STATE } from './moves.js';
import { overdueFrom, punctualityOf } from './punctuality.js';
import { StepPool } from './step-pool.js';

export interface BookSettings {
  /** Dossiers that are kept; over it a new one is not taken and is counted as `untracked`. */
  readonly most: number;
  /** The local month (`2026-11`) of an instant. */
  readonly monthOf: (at: number) => string;
  /** Longest time of a procedure in milliseconds, for dossiers without a promise. */
  readonly longestOf?: (procedure: string) => number | undefined;
}

/** Which counts, and as of when. */
export interface Asked {
  readonly at: number;
  /** A dossier that will be overdue by then, if nothing happens to it, is due soon. */
  readonly soon: number;
  /** Months as `2026-11`, inclusive. */
  readonly from: string;
  readonly to: string;
}

/** A dossier that will soon be overdue. */
export interface DueDossier {
  readonly dossier: string;
  readonly unit: string;
  readonly area: string;
  readonly procedure: string;
  readonly due: number;
}

export interface UnitCounts {
  readonly unit: string;
  readonly area: string;
  readonly counts: DossierCounts;
}

/** A dossier's place in the book. */
interface Row {
  head: number;
  cell: number;
  breach: number;
  bits: number;
}

const NOT_COUNTED = -1;

/**
 * Many dossiers by their events. Events come in any order and more than once; what is counted depends on which events
 * came, not on how. An answer costs the dossiers that something happened to since the one before, and those that are open.
 */
export class DossierBook {
  readonly #pool = new StepPool();
  readonly #rows = new Map<string, Row>();
  readonly #changed = new Set<string>();
  /** Those that somebody has to do something about. */
  readonly #open = new Map<string, Dossier>();
  readonly #ledger: Ledger;
  /** Events of dossiers that there was no room for. */
  untracked = 0;

  constructor(private readonly settings: BookSettings) {
    this.#ledger = new Ledger(settings.monthOf);
  }

  get size(): number {
    return this.#rows.size;
  }

  get steps(): number {
    return this.#pool.size;
  }

  take(event: DossierEvent): 'accepted' | 'duplicate' | 'untracked' {
    const { dossier } = event;
    let row = this.#rows.get(dossier);
    if (!row) {
      if (this.#rows.size >= this.settings.most) {
        this.untracked += 1;
        return 'untracked';
      }
      row = { head: StepPool.end, cell: NOT_COUNTED, breach: NOT_COUNTED, bits: 0 };
      this.#rows.set(dossier, row);
    } else if (this.#pool.has(row.head, event)) return 'duplicate';
    row.head = this.#pool.add(row.head, event);
    this.#changed.add(dossier);
    return 'accepted';
  }

  dossier(id: string): Dossier | undefined {
    return dossierOf(this.#stepsOf(id));
  }

  /** Every unit and area that has any, in the order of their names. */
  counts({ at, soon, from, to }: Asked): UnitCounts[] {
    this.#settle();
    const groups = new Map<string, UnitCounts>();
    const countsOf = (unit: string, area: string) => {
      const key = `${unit}\n${area}`;
      let group = groups.get(key);
      if (!group) groups.set(key, (group = { unit, area, counts: noDossiers() }));
      return group.counts;
    };
    this.#ledger.sum(from, to, countsOf);
    for (const [id, dossier] of this.#open) {
      const { unit, area, state } = dossier;
      const counts = countsOf(unit, area);
      const overdue = this.#overdueFrom(dossier);
      counts.open += 1;
      if (state === STATE.supplementRequested) counts.waiting += 1;
      if (overdue <= at) counts.overdue += 1;
      else if (overdue <= soon) counts.dueSoon += 1;
      const { accepted } = this.#ledger.cell(this.#rows.get(id)!.cell);
      if (accepted < from || accepted > to) continue;
      const verdict = punctualityOf(dossier, at, this.#longestOf(dossier));
      if (verdict === 'unjudged') counts.unjudged += 1;
      else if (verdict === 'on-time') counts.onTime += 1;
      else {
        counts.late += 1;
        countsOf(breachOf(dossier, at)?.unit ?? unit, area).breaches += 1;
      }
    }
    return [...groups.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
  }

  /** Open dossiers that will be overdue between now and `soon`, the nearest first, at most so many. */
  dueSoon({ at, soon }: Pick<Asked, 'at' | 'soon'>, most: number): DueDossier[] {
    this.#settle();
    const found: DueDossier[] = [];
    for (const [id, dossier] of this.#open) {
      const overdue = this.#overdueFrom(dossier);
      if (overdue <= at || overdue > soon) continue;
      const { unit, area, procedure } = dossier;
      found.push({ dossier: id, unit, area, procedure, due: overdue - 1 });
    }
    return found.sort((a, b) => a.due - b.due || (a.dossier < b.dossier ? -1 : 1)).slice(0, most);
  }

  /** Gives up dossiers to which nothing has happened since; what they counted goes with them. */
  forget(before: number): number {
    this.#settle();
    let gone = 0;
    for (const [id, row] of this.#rows) {
      if (this.#pool.newestOf(row.head) >= before) continue;
      this.#withdraw(id, row);
      this.#pool.drop(row.head);
      this.#rows.delete(id);
      gone += 1;
    }
    return gone;
  }

  /** Counts again what something happened to. */
  #settle(): void {
    for (const id of this.#changed) {
      const row = this.#rows.get(id)!;
      this.#withdraw(id, row);
      const dossier = dossierOf(this.#pool.stepsOf(row.head));
      // One that was only registered, or refused at the counter, is nobody's duty.
      if (!dossier || dossier.accepted === undefined) continue;
      const entry = this.#ledger.entryOf(dossier, dossier.accepted, this.#longestOf(dossier));
      Object.assign(row, entry);
      this.#ledger.count(entry, 1);
      if (endOf(dossier) === undefined) this.#open.set(id, dossier);
    }
    this.#changed.clear();
  }

  #withdraw(id: string, row: Row): void {
    if (row.cell === NOT_COUNTED) return;
    this.#ledger.count(row satisfies Entry, -1);
    row.cell = NOT_COUNTED;
    this.#open.delete(id);
  }

  #stepsOf(id: string): StepTaken[] {
    const row = this.#rows.get(id);
    return row ? this.#pool.stepsOf(row.head) : [];
  }

  #overdueFrom(dossier: Dossier): number {
    return overdueFrom(dossier, this.#longestOf(dossier));
  }

  #longestOf({ procedure }: Dossier): number | undefined {
    return this.settings.longestOf?.(procedure);
  }
}
