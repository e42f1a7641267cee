import type { BatchReader } from './batch-reader.js';
import { shareOut } from './share-out.js';
import type { Track } from './track.js';

/** The members of one group and who holds what. Changes happen one after the other, and nothing is held twice. */
export class Group {
  readonly #members: BatchReader[] = [];
  #changes: Promise<void> = Promise.resolve();

  constructor(
    readonly kind: 'shared' | 'exclusive',
    private readonly tracksOf: (topic: string) => readonly Track[],
  ) {}

  get empty(): boolean {
    return this.#members.length === 0;
  }

  join(member: BatchReader): Promise<void> {
    this.#members.push(member);
    return this.#change();
  }

  leave(member: BatchReader): Promise<void> {
    const at = this.#members.indexOf(member);
    if (at >= 0) this.#members.splice(at, 1);
    return this.#change(member);
  }

  #change(leaver?: BatchReader): Promise<void> {
    const change = this.#changes.then(() => this.#rebalance(leaver));
    this.#changes = change.catch(() => undefined);
    return change;
  }

  /** Partitions are let go of everywhere before any is taken, so that two members never hold the same one. */
  async #rebalance(leaver?: BatchReader): Promise<void> {
    await leaver?.drop(new Set(leaver.tracks));
    const members = [...this.#members];
    const shares = shareOut(this.kind, members, this.tracksOf);
    await Promise.all(
      members.map((member) => {
        const share = shares.get(member)!;
        return member.drop(new Set(member.tracks.filter((track) => !share.has(track))));
      }),
    );
    await Promise.all(
      members.map((member) => {
        const held = new Set(member.tracks);
        const coming = [...shares.get(member)!].filter((track) => !held.has(track));
        const standsBy = this.kind === 'exclusive' && member !== members[0];
        return standsBy && coming.length === 0 ? undefined : member.take(coming);
      }),
    );
  }
}
