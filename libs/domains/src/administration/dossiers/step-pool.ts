import { DOSSIER_CHANNELS, DOSSIER_PAYMENTS, DOSSIER_STEPS } from '@toancanh/events';
import type { StepTaken } from './dossier.js';

const NONE = -1;
const SIGNED = 1 << 8;
/** Steps that there is room for at first; it doubles. */
const FIRST_ROOM = 1_024;

/** Texts that occur again and again, each by a number. */
class Names {
  readonly #texts: string[] = [];
  readonly #numbers = new Map<string, number>();

  numberOf(text: string): number {
    let number = this.#numbers.get(text);
    if (number === undefined) {
      number = this.#texts.length;
      this.#texts.push(text);
      this.#numbers.set(text, number);
    }
    return number;
  }

  textOf(number: number): string {
    return this.#texts[number]!;
  }
}

/** Steps of many dossiers in columns, 34 bytes a step; those of one dossier are a chain that begins at its newest arrival. */
export class StepPool {
  readonly #names = new Names();
  #at = new Float64Array(FIRST_ROOM);
  #due = new Float64Array(FIRST_ROOM);
  #next = new Int32Array(FIRST_ROOM);
  /** step | channel << 4 | payment << 6 | signed << 8, payment 3 for unsaid. */
  #kind = new Uint16Array(FIRST_ROOM);
  #unit = new Uint32Array(FIRST_ROOM);
  #procedure = new Uint32Array(FIRST_ROOM);
  #area = new Uint32Array(FIRST_ROOM);
  #used = 0;
  #free = NONE;
  #size = 0;

  static readonly end = NONE;

  get size(): number {
    return this.#size;
  }

  /** Puts a step before the chain that begins at `head` and gives the new head. */
  add(head: number, step: StepTaken): number {
    const place = this.#place();
    const { at, due, unit, procedure, area, channel, payment, signedResult } = step;
    this.#at[place] = at;
    this.#due[place] = due ?? NaN;
    this.#next[place] = head;
    this.#kind[place] =
      DOSSIER_STEPS.indexOf(step.step) |
      (DOSSIER_CHANNELS.indexOf(channel) << 4) |
      ((payment === undefined ? 3 : DOSSIER_PAYMENTS.indexOf(payment)) << 6) |
      (signedResult === true ? SIGNED : 0);
    this.#unit[place] = this.#names.numberOf(unit);
    this.#procedure[place] = this.#names.numberOf(procedure);
    this.#area[place] = this.#names.numberOf(area);
    this.#size += 1;
    return place;
  }

  /** Whether exactly this step is in the chain. */
  has(head: number, step: StepTaken): boolean {
    for (let place = head; place !== NONE; place = this.#next[place]!) {
      if (this.#at[place] !== step.at) continue;
      const there = this.#stepAt(place);
      if (
        there.step === step.step &&
        there.due === step.due &&
        there.unit === step.unit &&
        there.procedure === step.procedure &&
        there.area === step.area &&
        there.channel === step.channel &&
        there.payment === step.payment &&
        there.signedResult === step.signedResult
      ) {
        return true;
      }
    }
    return false;
  }

  stepsOf(head: number): StepTaken[] {
    const steps: StepTaken[] = [];
    for (let place = head; place !== NONE; place = this.#next[place]!) steps.push(this.#stepAt(place));
    return steps;
  }

  newestOf(head: number): number {
    let newest = -Infinity;
    for (let place = head; place !== NONE; place = this.#next[place]!) {
      newest = Math.max(newest, this.#at[place]!);
    }
    return newest;
  }

  /** Gives the room of a chain back. */
  drop(head: number): void {
    for (let place = head; place !== NONE;) {
      const next = this.#next[place]!;
      this.#next[place] = this.#free;
      this.#free = place;
      this.#size -= 1;
      place = next;
    }
  }

  #stepAt(place: number): StepTaken {
    const kind = this.#kind[place]!;
    const due = this.#due[place]!;
    const payment = (kind >> 6) & 3;
    return {
      step: DOSSIER_STEPS[kind & 15]!,
      at: this.#at[place]!,
      unit: this.#names.textOf(this.#unit[place]!),
      procedure: this.#names.textOf(this.#procedure[place]!),
      area: this.#names.textOf(this.#area[place]!),
      channel: DOSSIER_CHANNELS[(kind >> 4) & 3]!,
      due: due === due ? due : undefined,
      payment: payment === 3 ? undefined : DOSSIER_PAYMENTS[payment]!,
      signedResult: (kind & SIGNED) === 0 ? undefined : true,
    };
  }

  #place(): number {
    if (this.#free !== NONE) {
      const place = this.#free;
      this.#free = this.#next[place]!;
      return place;
    }
    if (this.#used === this.#at.length) this.#grow();
    return this.#used++;
  }

  #grow(): void {
    const room = this.#at.length * 2;
    this.#at = copied(this.#at, new Float64Array(room));
    this.#due = copied(this.#due, new Float64Array(room));
    this.#next = copied(this.#next, new Int32Array(room));
    this.#kind = copied(this.#kind, new Uint16Array(room));
    this.#unit = copied(this.#unit, new Uint32Array(room));
    this.#procedure = copied(this.#procedure, new Uint32Array(room));
    this.#area = copied(this.#area, new Uint32Array(room));
  }
}

function copied<T extends { set(from: T): void }>(from: T, to: T): T {
  to.set(from);
  return to;
}
