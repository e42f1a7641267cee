import type { Reading } from '@toancanh/events';

/** Records of one partition; a repeat is recognised at least so far back and at most twice as far. */
export const GIVEN_BLOCK = 16_384;

/** What a reader of `city.readings` needs of a record to know its instant. */
type Numbered = Pick<Reading, 'sensor' | 'gateway' | 'at' | 'epoch' | 'seq' | 'given'>;

/** Instants by identity, of the first record of each within a block. */
type Block = Map<string, number>;

/**
 * Whose instant intake gave, because the gateway left it out, is identified by gateway, epoch and sequence: a gateway may
 * repeat it to an intake that has not seen it, which then gives another instant. Of such records the first on the log says
 * when it was, for every reader of the log alike.
 *
 * The log of a partition is cut into blocks by offset. A record takes the instant of the first of its identity in its own
 * block or the one before. So the answer is a function of the records alone, and a reader that begins at `beginningFor`
 * gives the same answers as one that has read everything.
 */
export class GivenInstants {
  readonly #partitions = new Map<number, Map<number, Block>>();

  constructor(private readonly block = GIVEN_BLOCK) {}

  /** Where a reader must begin that is to be right from `offset` on. */
  beginningFor(offset: number): number {
    return Math.max(0, (Math.floor(offset / this.block) - 1) * this.block);
  }

  /**
   * When the reading was. To be asked for each reading of a partition in the order of the log; records that come back are
   * answered as before, as long as they are not from more than a block ago.
   */
  instantOf(partition: number, offset: number, reading: Numbered): number {
    const { sensor, gateway, epoch, seq, given, at } = reading;
    if (given === undefined) return at;
    const number = Math.floor(offset / this.block);
    const blocks = this.#blocksOf(partition);
    const own = this.#blockAt(blocks, number);
    const identity = `${seq} ${given} ${sensor} ${gateway} ${epoch}`;
    if (!own.has(identity)) own.set(identity, at);
    return blocks.get(number - 1)?.get(identity) ?? own.get(identity)!;
  }

  /** The partition is read from another place from now on. */
  forget(partition: number): void {
    this.#partitions.delete(partition);
  }

  get size(): number {
    let size = 0;
    for (const blocks of this.#partitions.values()) for (const block of blocks.values()) size += block.size;
    return size;
  }

  #blocksOf(partition: number): Map<number, Block> {
    let blocks = this.#partitions.get(partition);
    if (!blocks) this.#partitions.set(partition, (blocks = new Map()));
    return blocks;
  }

  /** One block more than the answer needs is kept, for a batch that comes back across the edge of its block. */
  #blockAt(blocks: Map<number, Block>, number: number): Block {
    let block = blocks.get(number);
    if (block) return block;
    for (const old of [...blocks.keys()]) if (old < number - 2) blocks.delete(old);
    blocks.set(number, (block = new Map()));
    return block;
  }
}
