import { BROKER_LIMITS } from '../limits.js';

export interface Answer {
  readonly topic: string;
  readonly payload: string;
}

/** Sends an answer with QoS 1; tells once whether the broker has taken it. Never told if the connection ends before. */
export type Send = (answer: Answer, told: (isTaken: boolean) => void) => void;

/**
 * Rejections on their way back, in their order, at least once each: what a connection did not bring to the broker goes
 * again on the next. Of more than its limit the oldest is dropped and counted; `city.rejected` has it.
 */
export class Outbox {
  #waiting: Answer[] = [];
  #sent = new Set<Answer>();
  #send: Send | undefined;

  constructor(private readonly dropped: () => void) {}

  get size(): number {
    return this.#waiting.length + this.#sent.size;
  }

  post(answer: Answer): void {
    if (this.size >= BROKER_LIMITS.answers) {
      this.#waiting.shift();
      this.dropped();
    }
    this.#waiting.push(answer);
    this.#go();
  }

  opened(send: Send): void {
    this.#send = send;
    this.#go();
  }

  closed(): void {
    this.#send = undefined;
    this.#waiting = [...this.#sent, ...this.#waiting];
    this.#sent = new Set();
  }

  #go(): void {
    const send = this.#send;
    while (send && this.#waiting.length > 0 && this.#sent.size < BROKER_LIMITS.answersInFlight) {
      const answer = this.#waiting.shift()!;
      this.#sent.add(answer);
      send(answer, (isTaken) => {
        // Of a connection that is over: the answer waits for the next one.
        if (this.#send !== send || !this.#sent.delete(answer)) return;
        if (!isTaken) this.dropped();
        this.#go();
      });
    }
  }
}
