import { appendFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { Random } from '../random.mjs';
import { KINDS } from './kinds.mjs';

const SECOND = 1_000;

/**
 * Does what a plan says. A step is `{ do, times, from, to, … }`: it is done `times` times between the seconds `from` and
 * `to` of the run, spread with the randomness of the seed; steps run beside one another. What was done stands in the journal.
 */
export class Nemesis {
  #begun = 0;
  #over = new AbortController();
  /** How often each thing was done. */
  done = new Map();

  constructor({ site, steps, seed, folder, say }) {
    Object.assign(this, { site, steps, seed, folder, say });
  }

  /** Nothing more is done, and what is being done ends. */
  end() {
    this.#over.abort();
  }

  #pause(ms) {
    return pause(ms, undefined, { signal: this.#over.signal });
  }

  async run() {
    this.#begun = Date.now();
    await Promise.all(this.steps.map((step, n) => this.#take(step, new Random(`${this.seed} step ${n}`))));
  }

  async #take(step, random) {
    const { times = 1, from, to } = step;
    const gap = (to - from) / times;
    for (let n = 0; n < times; n += 1) {
      // Each somewhere in the middle of its own part, so that two are never at once and none is forgotten.
      const at = from + gap * (n + random.between(0.15, 0.85));
      const wait = this.#begun + at * SECOND - Date.now();
      if (wait > 0) await this.#pause(wait);
      await this.#do(step, n, random);
    }
  }

  async #do(step, n, random) {
    const begun = Date.now();
    try {
      const what = await KINDS[step.do]({
        ...{ site: this.site, step, n, random },
        pause: (ms) => this.#pause(ms),
      });
      this.#note({ time: begun, took: Date.now() - begun, do: step.do, what });
      const name = `${step.do} ${what.split(' ')[0].replace(/-\d+$/, '')}`;
      this.done.set(name, (this.done.get(name) ?? 0) + 1);
    } catch (error) {
      this.#note({ time: begun, do: step.do, failed: String(error) });
      throw error;
    }
  }

  #note(line) {
    appendFileSync(`${this.folder}/nemesis.ndjson`, `${JSON.stringify(line)}\n`);
  }
}
