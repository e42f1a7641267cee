/** At most four frames a second, whatever arrives; none where nothing was asked for. */
const FRAME_TIME = 250;

export class Frames {
  #asked = false;
  #drawnAt = -Infinity;
  #drawn = 0;

  constructor(private readonly draw: (now: number) => void) {}

  /** Asks for a frame; any number of requests until it is drawn make one. */
  request(): void {
    if (this.#asked) return;
    this.#asked = true;
    const wait = this.#drawnAt + FRAME_TIME - performance.now();
    if (wait > 0) setTimeout(this.#schedule, wait);
    else this.#schedule();
  }

  /** Frames drawn since the last call. */
  takeCount(): number {
    const count = this.#drawn;
    this.#drawn = 0;
    return count;
  }

  readonly #schedule = (): void => {
    requestAnimationFrame(this.#frame);
  };

  readonly #frame = (now: number): void => {
    this.#asked = false;
    this.#drawnAt = now;
    this.#drawn += 1;
    this.draw(now);
  };
}
