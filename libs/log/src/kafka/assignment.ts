import kafkajs from 'kafkajs';
import { shareOut } from '../delivery/share-out.js';
import type { Track } from '../delivery/track.js';

/** Partitions by topic. */
export type Shares = Readonly<Record<string, readonly number[]>>;

/** What a member of a group says of itself when it joins. */
export interface Member {
  readonly id: string;
  readonly topics: readonly string[];
  /** Since when it is a member, in epoch milliseconds by its own clock. */
  readonly since: number;
  /** The generation of the group in which it got what it holds. */
  readonly generation: number;
  readonly held: Shares;
}

const VERSION = 1;

/** Kinds of groups do not mix: the coordinator refuses a member that knows only the other name. */
export const protocolOf = (kind: 'shared' | 'exclusive'): string => `toancanh-${kind}`;

export function encodeMember({ topics, since, generation, held }: Omit<Member, 'id'>): Buffer {
  const userData = Buffer.from(JSON.stringify({ since, generation, held }));
  return kafkajs.AssignerProtocol.MemberMetadata.encode({ version: VERSION, topics: [...topics], userData });
}

export function decodeMember(id: string, metadata: Buffer): Member {
  const { topics = [], userData } = kafkajs.AssignerProtocol.MemberMetadata.decode(metadata) ?? {};
  const told = toldBy(userData);
  return {
    id,
    topics,
    since: told.since ?? Infinity,
    generation: told.generation ?? -1,
    held: told.held ?? {},
  };
}

function toldBy(userData: Buffer | undefined): Partial<Member> {
  try {
    return JSON.parse(userData?.toString() || '{}') as Partial<Member>;
  } catch {
    return {};
  }
}

export function encodeShares(shares: Shares): Buffer {
  const assignment = Object.fromEntries(Object.entries(shares).map(([topic, list]) => [topic, [...list]]));
  return kafkajs.AssignerProtocol.MemberAssignment.encode({
    version: VERSION,
    assignment,
    userData: Buffer.alloc(0),
  });
}

export function decodeShares(assignment: Buffer): Shares {
  // A member that gets nothing may get no bytes at all.
  return assignment.length === 0
    ? {}
    : (kafkajs.AssignerProtocol.MemberAssignment.decode(assignment)?.assignment ?? {});
}

/**
 * Who gets which partition. Who holds the work keeps it, so that a newcomer never takes it from a healthy holder,
 * whatever its member id; of two that say they hold it the one of the later generation is believed. Where nobody holds,
 * the oldest member comes first.
 */
export function assign(
  kind: 'shared' | 'exclusive',
  members: readonly Member[],
  partitionsOf: (topic: string) => number,
): Map<string, Shares> {
  const tracks = tracksFor(members, partitionsOf);
  const claimed = new Set<Track>();
  const candidates = [...members].sort(bySeniority).map(({ id, topics, held }) => {
    const own = Object.entries(held).flatMap(([topic, list]) =>
      list.flatMap((partition) => tracks.get(topic)?.[partition] ?? []),
    );
    const mine = own.filter((track) => !claimed.has(track));
    for (const track of mine) claimed.add(track);
    return { id, subscription: { topics }, tracks: mine };
  });
  const shares = shareOut(kind, candidates, (topic) => tracks.get(topic)!);
  return new Map(Array.from(shares, ([{ id }, share]) => [id, sharesOf(share)]));
}

function bySeniority(a: Member, b: Member): number {
  return heldIn(b) - heldIn(a) || a.since - b.since || (a.id < b.id ? -1 : 1);
}

/** The generation in which a member got what it holds; before all of them for one that holds nothing. */
function heldIn({ generation, held }: Member): number {
  return Object.values(held).some(({ length }) => length > 0) ? generation : -1;
}

function sharesOf(share: ReadonlySet<Track>): Shares {
  const shares: Record<string, number[]> = {};
  for (const { topic, partition } of share) (shares[topic] ??= []).push(partition);
  return shares;
}

/** Stand-ins that only have a name: sharing out needs no more. */
function tracksFor(
  members: readonly Member[],
  partitionsOf: (topic: string) => number,
): Map<string, readonly Track[]> {
  const topics = new Set(members.flatMap((member) => member.topics));
  return new Map(
    Array.from(topics, (topic) => [
      topic,
      Array.from({ length: partitionsOf(topic) }, (_, partition) => ({
        topic,
        partition,
        first: 0,
        next: 0,
        lanes: new Set<{ readonly position: number }>(),
        read: () => ({ records: [], next: 0 }),
      })),
    ]),
  );
}
