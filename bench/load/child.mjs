import { fork } from 'node:child_process';
import { once } from 'node:events';

/** A process of its own that answers each order with `{done}` or `{error}`, so that its CPU is not counted as the product's. */
export class Child {
  #process;
  #ended;

  constructor(file) {
    this.#process = fork(new URL(file, import.meta.url), { stdio: 'inherit' });
    this.#ended = once(this.#process, 'exit').then(() => [{ error: 'the process ended' }]);
  }

  get pid() {
    return this.#process.pid;
  }

  async order(order) {
    this.#process.send(order);
    const [answer] = await Promise.race([once(this.#process, 'message'), this.#ended]);
    if (answer.error) throw new Error(answer.error);
    return answer.done;
  }

  async end() {
    if (this.#process.exitCode !== null) return;
    this.#process.disconnect();
    await this.#ended;
  }
}
