import type { Track } from './track.js';

interface Member {
  readonly subscription: { readonly topics: readonly string[] };
  readonly tracks: readonly Track[];
}

/**
 * Who gets which partition. `exclusive`: the oldest member of a topic holds all of it, so that a newcomer never takes it
 * from a healthy holder. `shared`: as even as it goes topic by topic, and what a member holds it keeps as far as that allows.
 */
export function shareOut<M extends Member>(
  kind: 'shared' | 'exclusive',
  members: readonly M[],
  tracksOf: (topic: string) => readonly Track[],
): Map<M, Set<Track>> {
  const shares = new Map(members.map((member) => [member, new Set<Track>()]));
  for (const topic of new Set(members.flatMap(({ subscription }) => subscription.topics))) {
    const takers = members.filter(({ subscription }) => subscription.topics.includes(topic));
    const given = kind === 'exclusive' ? takers.slice(0, 1) : takers;
    shareTopic(tracksOf(topic), given, shares);
  }
  return shares;
}

function shareTopic<M extends Member>(
  tracks: readonly Track[],
  takers: readonly M[],
  shares: Map<M, Set<Track>>,
): void {
  const held = new Map(
    takers.map((taker) => [taker, taker.tracks.filter((track) => tracks.includes(track))]),
  );
  const byHolding = [...takers].sort((a, b) => held.get(b)!.length - held.get(a)!.length);
  const least = Math.floor(tracks.length / takers.length);
  const richer = tracks.length % takers.length;
  const quota = (rank: number) => (rank < richer ? least + 1 : least);

  const free = new Set(tracks);
  byHolding.forEach((taker, rank) => {
    for (const track of held.get(taker)!.slice(0, quota(rank))) {
      shares.get(taker)!.add(track);
      free.delete(track);
    }
  });
  byHolding.forEach((taker, rank) => {
    let wanted = quota(rank) - Math.min(held.get(taker)!.length, quota(rank));
    for (const track of free) {
      if (wanted === 0) break;
      wanted -= 1;
      shares.get(taker)!.add(track);
      free.delete(track);
    }
  });
}
