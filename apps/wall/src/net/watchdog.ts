/** Reloads the page when it stops drawing: no frame for five seconds, by the clock of a worker. */
export class Watchdog {
  readonly #worker = new Worker(new URL('./watchdog.worker.ts', import.meta.url), { type: 'module' });

  constructor() {
    this.#worker.onmessage = () => location.reload();
    // A page in the background draws nothing and is not ill.
    document.addEventListener('visibilitychange', () => this.#worker.postMessage(document.visibilityState));
    this.#worker.postMessage(document.visibilityState);
  }

  drawn(): void {
    this.#worker.postMessage('drawn');
  }
}
