import { Agenda } from './agenda.js';
import { draw, keyOf } from './chance.js';
import type { Dossiers } from './dossiers.js';
import type { Incidents } from './incidents.js';

const MINUTE = 60_000;
/** One in so many is sent once more, because its acknowledgement was in doubt. */
const TWICE = 0.003;
const AGAIN = keyOf('again');

/** What a gateway says that is no reading, and on which of its topics. */
export interface Telling {
  readonly topic: 'events' | 'dossiers';
  readonly payload: string;
}

/** What happens in a province, in the order of time. It has no clock: `step` is told how far time has come. */
export class Happenings {
  readonly #agenda = new Agenda<Telling>();
  #minute: number;

  constructor(
    private readonly incidents: Incidents,
    private readonly dossiers: Dossiers,
    private readonly seed: number,
    private readonly begin: number,
  ) {
    this.#minute = Math.floor(begin / MINUTE) * MINUTE;
  }

  /** What is told until `now`, oldest first. After a sleep of the machine what was missed is left out. */
  step(now: number): readonly Telling[] {
    if (now - this.#minute > 2 * MINUTE) this.#minute = Math.floor(now / MINUTE) * MINUTE;
    for (; this.#minute <= now; this.#minute += MINUTE) this.#foresee(this.#minute);
    const tellings: Telling[] = [];
    for (let next = this.#agenda.take(now); next; next = this.#agenda.take(now)) tellings.push(next.what);
    return tellings;
  }

  #foresee(minute: number): void {
    for (const { sendAt, incident } of this.incidents.beginning(minute)) {
      this.#add(sendAt, 'events', JSON.stringify(incident));
    }
    for (const step of this.dossiers.during(minute)) {
      this.#add(step.at as number, 'dossiers', JSON.stringify(step));
    }
  }

  #add(sendAt: number, topic: Telling['topic'], payload: string): void {
    if (sendAt < this.begin) return;
    this.#agenda.add(sendAt, { topic, payload });
    if (draw(this.seed, keyOf(payload), AGAIN) < TWICE) {
      this.#agenda.add(sendAt + 2_000, { topic, payload });
    }
  }
}
