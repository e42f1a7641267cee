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
  /** Anything else worth a person's look: queue depths, gaps by sequence, … */
  readonly more?: Readonly<Record<string, number | string | boolean>>;
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
