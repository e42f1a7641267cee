const AT_ONCE = 8;
const WITHIN = 5_000;
const PAUSE = 250;

/** A gateway that posts, and posts again under the same key until it is told that the log has it. */
export class HttpGateway {
  #waiting = [];
  #running = 0;
  #ended = false;
  #attempt = 0;

  /** The same options as MqttGateway. */
  constructor(options) {
    this.options = options;
    this.authorization = `Basic ${Buffer.from(`${options.name}:${options.password}`).toString('base64')}`;
  }

  send(message, payload) {
    this.#waiting.push({ message, payload, sent: 0 });
    this.#pump();
  }

  get pending() {
    return this.#waiting.length + this.#running;
  }

  end() {
    this.#ended = true;
  }

  #pump() {
    while (this.#running < AT_ONCE && this.#waiting.length > 0) {
      this.#running += 1;
      void this.#deliver(this.#waiting.shift()).finally(() => {
        this.#running -= 1;
        this.#pump();
      });
    }
  }

  async #deliver(entry) {
    const { message, payload } = entry;
    while (!this.#ended) {
      entry.sent += 1;
      const answer = await this.#post(message, payload);
      if (this.#ended) return;
      if (answer?.status === 200 || answer?.status === 422) {
        for (const rejection of answer.body?.rejected ?? []) this.options.rejected(rejection);
        return this.options.acknowledged(message, { by: 'http', sent: entry.sent, reason: answer.status });
      }
      // 503 too: the log may have it although nobody could wait for it.
      this.options.unknown(message);
      await new Promise((resume) => setTimeout(resume, PAUSE));
    }
  }

  async #post(message, payload) {
    const ports = this.options.ports();
    try {
      const response = await fetch(
        `http://127.0.0.1:${ports[this.#attempt++ % ports.length]}/api/v1/readings`,
        {
          method: 'POST',
          headers: {
            authorization: this.authorization,
            'content-type': 'application/json',
            'idempotency-key': `${this.options.name}-${message.id}`,
          },
          body: payload,
          signal: AbortSignal.timeout(WITHIN),
        },
      );
      return { status: response.status, body: await response.json().catch(() => undefined) };
    } catch {
      return undefined;
    }
  }
}
