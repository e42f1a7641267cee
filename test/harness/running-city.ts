import type { AppProcess } from './app-process.js';

export interface StageFigures {
  readonly received: number;
  readonly accepted: number;
  readonly late: number;
  readonly duplicate: number;
  readonly rejected: number;
  readonly lag?: number;
}

/** The product running, whether as one process or as many: where a test publishes, and where it looks. */
export abstract class RunningCity {
  /** Where gateways publish by MQTT. */
  abstract readonly mqttPort: number;
  /** Who takes readings by HTTP. */
  abstract readonly intake: AppProcess;
  /** Who has the walls, the stream and the API. */
  abstract readonly live: AppProcess;
  protected abstract processOf(stage: string): AppProcess;

  get base(): string {
    return this.live.base;
  }

  /** What all processes wrote, for the message of a test that fails. */
  abstract get output(): string;
  /** `kill -9`, all at once. */
  abstract kill(): Promise<void>;
  /** The same city again after `kill` or `stop`, on its ports and data. */
  abstract again(): Promise<RunningCity>;
  abstract stop(): Promise<void>;
  /** Stops it and removes its data. */
  abstract discard(): Promise<void>;

  get<T>(path: string): Promise<T> {
    return this.live.get(path);
  }

  /** Every item of a list, page by page. */
  async all<T>(path: string): Promise<T[]> {
    const items: T[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: { items: T[]; next: string | null } = await this.get(
        `${path}${path.includes('?') ? '&' : '?'}limit=10000${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`,
      );
      items.push(...page.items);
      cursor = page.next;
    }
    return items;
  }

  status(path: string): Promise<number> {
    return this.live.status(path);
  }

  /** The counts of a stage, from the process that has it. */
  async stage(name: string): Promise<StageFigures> {
    const { stages } = await this.processOf(name).get<{ stages: Record<string, StageFigures> }>(
      '/api/v1/status',
    );
    const figures = stages[name];
    if (!figures) throw new Error(`no stage ${name} among ${Object.keys(stages).join(', ')}`);
    return figures;
  }
}
