/** Opens and closes; who waits for it to open goes on when it does. */
export class Flow {
  #opened: Promise<void> | undefined;
  #open: (() => void) | undefined;

  set(open: boolean): void {
    if (open) {
      this.#open?.();
      this.#opened = this.#open = undefined;
    } else this.#opened ??= new Promise((resolve) => (this.#open = resolve));
  }

  /** Undefined while it is open. */
  get opened(): Promise<void> | undefined {
    return this.#opened;
  }
}

/**
 * Waits for `event`, and gives a sign of life every `interval` milliseconds until then. Rejects when that fails, or with the
 * signal's reason. It leaves nothing behind on the signal, which outlives many waits.
 */
export async function whileAlive(
  event: Promise<unknown>,
  sign: () => Promise<void>,
  interval: number,
  signal: AbortSignal,
): Promise<void> {
  signal.throwIfAborted();
  let stop = (): void => undefined;
  const stopped = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason as Error);
  });
  signal.addEventListener('abort', stop);
  const done = event.then(() => true);
  let timer: NodeJS.Timeout | undefined;
  try {
    for (;;) {
      const next = new Promise<boolean>((resolve) => {
        timer = setTimeout(resolve, interval, false);
      });
      if (await Promise.race([done, stopped, next])) return;
      await sign();
    }
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}
