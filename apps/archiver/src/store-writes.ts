import { Injectable } from '@nestjs/common';
import { AppLogger, Metrics, StatusBoard } from '@toancanh/runtime';
import { Store, type StoreBatch } from '@toancanh/store';
import { Histogram } from 'prom-client';

/** Writing into the store, watched: how long it takes, and whether it can. The process is not ready while it cannot. */
@Injectable()
export class StoreWrites {
  readonly #seconds: Histogram;
  #failing = false;

  constructor(
    private readonly store: Store,
    private readonly status: StatusBoard,
    private readonly logger: AppLogger,
    metrics: Metrics,
  ) {
    this.#seconds = new Histogram({
      name: 'toancanh_store_write_seconds',
      help: 'Time that a write into the store took, also where it failed',
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers: [metrics.registry],
    });
  }

  async write(batch: StoreBatch): Promise<void> {
    const started = performance.now();
    try {
      await this.store.write(batch);
      this.#recovered();
    } catch (error) {
      this.#failed(error);
      throw error;
    } finally {
      this.#seconds.observe((performance.now() - started) / 1_000);
    }
  }

  /** A failure that goes on is logged once. */
  #failed(error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    this.status.trouble('archiver', `kho lưu trữ chưa ghi được (the store cannot write): ${reason}`);
    if (this.#failing) return;
    this.#failing = true;
    this.logger.warn({ err: error }, 'the store cannot write; the archiver keeps its place and tries again');
  }

  #recovered(): void {
    if (!this.#failing) return;
    this.#failing = false;
    this.status.trouble('archiver', null);
    this.logger.info({}, 'the store can write again');
  }
}
