/**
 * How far event time has come. A partition's watermark is the latest append time in its records less the lateness; the
 * stage's is the least of its partitions', because a lagging partition may still bring readings for an older minute.
 * Append time is the log's own stamp, so no sensor's and no intake's clock can move or hold it.
 */
export class Watermark {
  readonly #appended: Map<number, number>;

  /** `floor` is the watermark that was committed: time does not go back behind it after a restart. */
  constructor(
    readonly lateness: number,
    partitions: Iterable<number>,
    private readonly floor = -Infinity,
  ) {
    this.#appended = new Map([...partitions].map((partition) => [partition, -Infinity]));
  }

  saw(partition: number, appendTime: number): void {
    if (appendTime > (this.#appended.get(partition) ?? -Infinity)) this.#appended.set(partition, appendTime);
  }

  get value(): number {
    let least = Infinity;
    for (const appended of this.#appended.values()) least = Math.min(least, appended);
    return this.#appended.size === 0 ? this.floor : Math.max(this.floor, least - this.lateness);
  }
}
