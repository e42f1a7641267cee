/** What a stage has done since its start. accepted + late + duplicate + rejected = received, always. */
export interface StageStatus {
  readonly received: number;
  readonly accepted: number;
  readonly late: number;
  readonly duplicate: number;
  readonly rejected: number;
  /** Epoch ms up to which the stage has closed event time. */
  readonly watermark?: number;
  /** Records on the log that it has not handled yet. */
  readonly lag?: number;
  /** The same by gateway, for a stage that knows them. */
  readonly gateways?: GatewaysStatus;
  /** Anything else worth a person's look: queue depths, gaps by sequence, … */
  readonly more?: Readonly<Record<string, number | string | boolean>>;
}

type Counts = Pick<StageStatus, 'received' | 'accepted' | 'late' | 'duplicate' | 'rejected'>;

export interface GatewayStatus extends Counts {
  readonly gateway: string;
  /** accepted + late + duplicate + rejected = received. */
  readonly identity: boolean;
  /** Late readings among those received; null without any. */
  readonly lateShare: number | null;
  readonly epoch?: string;
  /** Everything up to this number of the epoch is in the log, or is waited for no longer. */
  readonly seq?: number;
  /** Numbers of the epoch that have not come. */
  readonly missing: number;
}

/** The gateways that sent most, and what all others did together: `items` and `rest` add up to the stage. */
export interface GatewaysStatus {
  readonly items: readonly GatewayStatus[];
  readonly rest: Counts & { readonly gateways: number };
}

/** Plain counters for the hot path; `status` gives the view. */
export class StageCounts {
  received = 0;
  accepted = 0;
  late = 0;
  duplicate = 0;
  rejected = 0;

  status(): Pick<StageStatus, 'received' | 'accepted' | 'late' | 'duplicate' | 'rejected'> {
    const { received, accepted, late, duplicate, rejected } = this;
    return { received, accepted, late, duplicate, rejected };
  }
}

/** Where every stage of the process says how it is: `GET /api/v1/status`, `/health/ready` and `/metrics` read it. */
export class StatusBoard {
  readonly #stages = new Map<string, () => StageStatus>();
  readonly #troubles = new Map<string, string>();

  stage(name: string, read: () => StageStatus): void {
    this.#stages.set(name, read);
  }

  stages(): Record<string, StageStatus> {
    return Object.fromEntries([...this.#stages].map(([name, read]) => [name, read()]));
  }

  /** The process is not ready while there is a trouble; null takes it away. */
  trouble(part: string, reason: string | null): void {
    if (reason === null) this.#troubles.delete(part);
    else this.#troubles.set(part, reason);
  }

  troubles(): Record<string, string> {
    return Object.fromEntries(this.#troubles);
  }
}
