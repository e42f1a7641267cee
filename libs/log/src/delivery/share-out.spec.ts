import { shareOut } from './share-out.js';
import type { Track } from './track.js';

const tracksOf = (topic: string): Track[] => all[topic]!;
const all: Record<string, Track[]> = { readings: tracks('readings', 12), late: tracks('late', 1) };

function tracks(topic: string, count: number): Track[] {
  return Array.from({ length: count }, (_, partition) => ({
    topic,
    partition,
    first: 0,
    next: 0,
    lanes: new Set<{ position: number }>(),
    read: () => ({ records: [], next: 0 }),
  }));
}

interface Member {
  readonly subscription: { readonly topics: readonly string[] };
  tracks: Track[];
}
const member = (...topics: string[]): Member => ({ subscription: { topics }, tracks: [] });

/** Lets members come and go one by one and hold what they are given. */
function rebalance(kind: 'shared' | 'exclusive', members: Member[]): number[] {
  const shares = shareOut(kind, members, tracksOf);
  for (const one of members) one.tracks = [...shares.get(one)!];
  return members.map((one) => one.tracks.length);
}

describe('shareOut', () => {
  it.each([
    { members: 1, shares: [12] },
    { members: 2, shares: [6, 6] },
    { members: 5, shares: [3, 3, 2, 2, 2] },
    { members: 14, shares: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0] },
  ])('divides 12 partitions among $members as evenly as it goes, as they come', ({ members, shares }) => {
    const group: Member[] = [];
    let found: number[] = [];
    for (let i = 0; i < members; i += 1) {
      group.push(member('readings'));
      found = rebalance('shared', group);
    }
    expect(found.sort((a, b) => b - a)).toEqual(shares);
    expect(new Set(group.flatMap((one) => one.tracks)).size).toBe(12);
  });

  it('moves no more than the newcomer gets', () => {
    const group = [member('readings'), member('readings')];
    rebalance('shared', group);
    const before = group.map((one) => new Set(one.tracks));
    rebalance('shared', [...group, member('readings')]);
    const kept = group.map((one, i) => one.tracks.filter((track) => before[i]!.has(track)).length);
    expect(kept).toEqual([4, 4]);
  });

  it('gives everything of an exclusive group to the oldest member of each topic', () => {
    const group = [member('late'), member('readings', 'late'), member('readings')];
    expect(rebalance('exclusive', group)).toEqual([1, 12, 0]);
  });
});
