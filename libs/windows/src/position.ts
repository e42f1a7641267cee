/**
 * How far a stage has come, as committed with its offsets: the watermark up to which minutes are closed and published, the
 * offset after the last record handled in each partition, and the activation it was.
 */
export interface Position {
  readonly epoch: number;
  /** −Infinity while no record has been seen in every partition. */
  readonly watermark: number;
  readonly reached: ReadonlyMap<number, number>;
}

/** A commit's metadata that this stage did not write: going on from it would guess. */
export class PositionError extends Error {
  constructor(readonly text: string) {
    super(`commit metadata is no position of this stage: ${text.slice(0, 200)}`);
    this.name = 'PositionError';
  }
}

/** At most 2,900 of the 4,096 characters that a commit may carry, with 100 partitions at the greatest offsets. */
export function encodePosition({ epoch, watermark, reached }: Position): string {
  return JSON.stringify({
    epoch,
    watermark: Number.isFinite(watermark) ? watermark : null,
    reached: Object.fromEntries(reached),
  });
}

/** Throws `PositionError` for any other text. */
export function decodePosition(text: string): Position {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new PositionError(text);
  }
  const { epoch, watermark, reached } = (value ?? {}) as Record<string, unknown>;
  if (!isCount(epoch) || typeof reached !== 'object' || reached === null) throw new PositionError(text);
  if (watermark !== null && !Number.isSafeInteger(watermark)) throw new PositionError(text);
  const entries = Object.entries(reached as Record<string, unknown>).map(([partition, offset]) => {
    if (!isCount(offset)) throw new PositionError(text);
    return [Number(partition), offset] as const;
  });
  return {
    epoch,
    watermark: watermark === null ? -Infinity : (watermark as number),
    reached: new Map(entries),
  };
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
