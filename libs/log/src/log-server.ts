import { type CustomTransportStrategy, Server } from '@nestjs/microservices';
import { isObservable, lastValueFrom } from 'rxjs';
import type { Answer, Log, Reader, RecordBatch, Subscription } from './log.js';

export type LogServerOptions = Omit<Subscription, 'topics' | 'onBatch'>;

/**
 * Gives `@EventPattern(topic, transportId)` handlers whole batches of one partition of the log; Nest's own transports
 * give single messages and acknowledge before the work is done. What the handler returns is its answer to the log.
 * Several servers can live in one process: each serves the handlers that name its `transportId`.
 */
export class LogServer extends Server implements CustomTransportStrategy {
  override readonly transportId: symbol;
  #reader: Reader | undefined;

  constructor(
    private readonly log: Log,
    transportId: symbol,
    private readonly options: LogServerOptions,
  ) {
    super();
    this.transportId = transportId;
  }

  async listen(ready: (error?: unknown) => void): Promise<void> {
    try {
      this.#reader = await this.log.subscribe({
        ...this.options,
        topics: [...this.messageHandlers.keys()],
        onBatch: (batch) => this.#deliver(batch),
      });
      ready();
    } catch (error) {
      ready(error);
    }
  }

  async close(): Promise<void> {
    await this.#reader?.close();
  }

  on(): never {
    throw new Error('LogServer emits no events');
  }

  /** The reader of the log: `lag()`, `caughtUp`. */
  unwrap<T>(): T {
    return this.#reader as T;
  }

  async #deliver(batch: RecordBatch): Promise<Answer> {
    const handler = this.messageHandlers.get(batch.topic);
    if (!handler) throw new Error(`no handler for topic ${batch.topic}`);
    const outcome: unknown = await handler(batch);
    // Nest turns a thrown error into a failing stream; unread, the failure would pass for success.
    return (
      isObservable(outcome) ? await lastValueFrom(outcome, { defaultValue: undefined }) : outcome
    ) as Answer;
  }
}
