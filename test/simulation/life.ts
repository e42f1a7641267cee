/** A point at which a process waits for something outside of it; what happens there is for the schedule to say. */
export interface Gate {
  readonly life: Life;
  readonly at: string;
  /** Whether what it waits for may fail: an append, a read, a write. */
  readonly mayFail: boolean;
  readonly isReady: () => boolean;
  go(): void;
  fail(error: Error): void;
}

/** All points at which processes wait. */
export class Gates {
  readonly waiting = new Set<Gate>();
  /** Steps taken so far: the time by which paused processes wake. */
  steps = 0;

  ready(): Gate[] {
    const ready: Gate[] = [];
    for (const gate of this.waiting) {
      if (this.steps >= gate.life.pausedUntil && gate.isReady()) ready.push(gate);
    }
    return ready;
  }
}

/** The life of one process, from gate to gate. The dead wait for ever. */
export class Life {
  alive = true;
  /** Its partitions were given to another: what it commits is refused, and nothing else is. */
  fenced = false;
  pausedUntil = 0;

  constructor(
    readonly name: string,
    private readonly gates: Gates,
  ) {}

  gate(at: string, { mayFail = false, isReady = always } = {}): Promise<void> {
    if (!this.alive) return new Promise(() => undefined);
    return new Promise((resolve, reject) => {
      const { waiting } = this.gates;
      const gate: Gate = {
        life: this,
        at,
        mayFail,
        isReady,
        go: () => {
          waiting.delete(gate);
          resolve();
        },
        fail: (error) => {
          waiting.delete(gate);
          reject(error);
        },
      };
      waiting.add(gate);
    });
  }

  end(): void {
    this.alive = false;
    for (const gate of this.gates.waiting) if (gate.life === this) this.gates.waiting.delete(gate);
  }
}

const always = () => true;
