import type { GroupMember } from 'kafkajs';
import { decodeMember, encodeShares, type Shares } from './assignment.js';
import type { Coordinator } from './cluster-link.js';
import { KafkaLedger } from './kafka-ledger.js';
import { kafkaLogLimits } from './limits.js';
import { Membership } from './membership.js';

const refusal = (type: string, retriable = true) => Object.assign(new Error(type), { type, retriable });

/** A coordinator that has one member, gives it what the test says, and refuses what the test wants refused. */
class FakeCoordinator {
  generation = 0;
  memberId = 'member-1';
  shares: Shares = { work: [0, 1] };
  readonly calls: string[] = [];
  readonly commits: { generation: number; metadata: unknown }[] = [];
  refuse: Partial<Record<'join' | 'beat' | 'commit', unknown>> = {};
  /** What the member said of itself when it joined last. */
  told: unknown;

  async joinGroup({ memberId, groupProtocols }: Parameters<Coordinator['joinGroup']>[0]) {
    this.calls.push(`join ${memberId}`);
    this.#take('join');
    this.generation += 1;
    this.told = decodeMember('', groupProtocols[0]!.metadata);
    return {
      generationId: this.generation,
      leaderId: 'x',
      memberId: this.memberId,
      members: [] as GroupMember[],
    };
  }

  async syncGroup() {
    return { memberAssignment: encodeShares(this.shares) };
  }

  async heartbeat() {
    this.#take('beat');
  }

  async leaveGroup({ memberId }: { memberId: string }) {
    this.calls.push(`leave ${memberId}`);
  }

  async offsetFetch() {
    const partitions = [0, 1].map((partition) => ({ partition, offset: '-1', metadata: '' }));
    return { responses: [{ topic: 'work', partitions }] };
  }

  async offsetCommit({ groupGenerationId, topics }: Parameters<Coordinator['offsetCommit']>[0]) {
    this.#take('commit');
    const { metadata } = topics[0]!.partitions[0] as { metadata?: unknown };
    this.commits.push({ generation: groupGenerationId, metadata });
  }

  /** Refuses once, then no more. */
  #take(what: 'join' | 'beat' | 'commit'): void {
    const error = this.refuse[what];
    delete this.refuse[what];
    if (error) throw error;
  }
}

const limits = { ...kafkaLogLimits, heartbeatEvery: 5, retry: { first: 1, longest: 5 }, commitEvery: 1 };
const track = (partition: number) => ({
  topic: 'work',
  partition,
  first: 0,
  next: 0,
  lanes: new Set<{ readonly position: number }>(),
  read: () => ({ records: [], next: 0 }),
});

function setup(takeOver: (ledger: KafkaLedger) => Promise<void> = async () => undefined) {
  const coordinator = new FakeCoordinator();
  const steps: string[] = [];
  const waiters = new Set<() => void>();
  const step = (text: string) => {
    steps.push(text);
    for (const waiter of waiters) waiter();
  };
  const tracks = [track(0), track(1)];
  const ledger: KafkaLedger = new KafkaLedger(
    { group: 'g', nameOf: (name) => name, membership: () => membership, fault: () => undefined },
    limits,
  );
  const membership: Membership = new Membership(
    {
      link: { topics: ['work'], coordinator: async () => coordinator as unknown as Coordinator },
      group: 'g',
      kind: 'exclusive',
      partitionsOf: () => 2,
      revoke: async () => step('revoke'),
      assigned: async (shares, kept) => {
        step(`assigned ${shares.work?.join() ?? 'nothing'}${kept ? ' kept' : ''}`);
        ledger.forgive();
        if (!kept && shares.work) await ledger.load(tracks);
        await takeOver(ledger);
      },
      lost: async () => {
        ledger.release(tracks);
        step('lost');
      },
      renewed: () => undefined,
      fault: (error) => step(`fault ${(error as Error).message}`),
    },
    limits,
  );
  const until = (text: string, times = 1) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (steps.filter((one) => one === text).length < times) return;
        waiters.delete(look);
        resolve();
      };
      waiters.add(look);
      look();
    });
  return { coordinator, membership, ledger, steps, until };
}

describe('Membership', () => {
  it('gives back, joins again and keeps what it held when the group changes', async () => {
    const { coordinator, membership, steps, until } = setup();
    await membership.start();
    coordinator.refuse.beat = refusal('REBALANCE_IN_PROGRESS');
    await until('assigned 0,1 kept');
    await membership.leave();
    expect(steps).toEqual(['assigned 0,1', 'revoke', 'assigned 0,1 kept']);
    expect(coordinator.told).toMatchObject({ held: { work: [0, 1] }, generation: 1 });
    expect(coordinator.calls).toEqual(['join ', 'join member-1', 'leave member-1']);
  });

  it('keeps nothing over a generation that it missed: somebody else may have held it', async () => {
    const { coordinator, membership, steps, until } = setup();
    await membership.start();
    coordinator.generation += 1;
    coordinator.refuse.beat = refusal('REBALANCE_IN_PROGRESS');
    await until('assigned 0,1', 2);
    await membership.leave();
    expect(steps).toEqual(['assigned 0,1', 'revoke', 'assigned 0,1']);
  });

  it.each([
    { type: 'UNKNOWN_MEMBER_ID', joins: 'join ' },
    { type: 'ILLEGAL_GENERATION', joins: 'join member-1' },
  ])('gives everything up at $type and joins anew', async ({ type, joins }) => {
    const { coordinator, membership, steps, until } = setup();
    await membership.start();
    coordinator.refuse.beat = refusal(type, false);
    await until('lost');
    expect(membership.isSafe).toBe(false);
    await until('assigned 0,1', 2);
    expect(membership.isSafe).toBe(true);
    await membership.leave();
    expect(steps).toEqual(['assigned 0,1', `fault ${type}`, 'lost', 'assigned 0,1']);
    expect(coordinator.calls[1]).toBe(joins);
    expect(coordinator.told).toMatchObject({ held: {} });
  });

  it.each(['NOT_COORDINATOR_FOR_GROUP', 'GROUP_LOAD_IN_PROGRESS', 'ECONNRESET'])(
    'stays what it is through %s',
    async (type) => {
      const { coordinator, membership, steps, until } = setup();
      await membership.start();
      coordinator.refuse.beat = refusal(type);
      await until(`fault ${type}`);
      coordinator.refuse.beat = refusal('REBALANCE_IN_PROGRESS');
      await until('assigned 0,1 kept');
      await membership.leave();
      expect(steps).not.toContain('lost');
    },
  );

  it('is refused by a group of another kind', async () => {
    const { coordinator, membership } = setup();
    coordinator.refuse.join = refusal('INCONSISTENT_GROUP_PROTOCOL', false);
    await expect(membership.start()).rejects.toMatchObject({ code: 'LOG_TOPIC' });
  });

  it('commits in the name of the generation, and drops what the coordinator refuses to a member it forgot', async () => {
    const { coordinator, membership, ledger, until } = setup();
    await membership.start();
    const offsets = [{ topic: 'work', partition: 0, offset: 5 }];
    ledger.note('g', { offsets, metadata: 'epoch 1' });
    await ledger.flush();
    expect(coordinator.commits).toEqual([{ generation: 1, metadata: 'epoch 1' }]);
    coordinator.refuse.commit = refusal('UNKNOWN_MEMBER_ID', false);
    ledger.note('g', { offsets, metadata: 'of a sleeper' });
    await expect(ledger.flush()).rejects.toMatchObject({ code: 'LOG_WRITE' });
    await until('assigned 0,1', 2);
    await membership.leave();
    expect(coordinator.commits).toHaveLength(1);
  });

  it('stops without a word of what it lost long ago, when it stands by since then', async () => {
    const { coordinator, membership, ledger, until } = setup();
    await membership.start();
    coordinator.refuse.commit = refusal('UNKNOWN_MEMBER_ID', false);
    coordinator.shares = {};
    ledger.note('g', { offsets: [{ topic: 'work', partition: 0, offset: 5 }], metadata: 'of a sleeper' });
    await until('assigned nothing');
    await expect(ledger.flush()).resolves.toBeUndefined();
    await membership.leave();
    expect(coordinator.commits).toEqual([]);
  });

  it('commits again what could not be committed for want of a coordinator', async () => {
    const { coordinator, membership, ledger } = setup();
    await membership.start();
    coordinator.refuse.commit = refusal('NOT_COORDINATOR_FOR_GROUP');
    ledger.note('g', { offsets: [{ topic: 'work', partition: 1, offset: 5 }] });
    await ledger.flush();
    await membership.leave();
    expect(coordinator.commits).toEqual([{ generation: 1, metadata: null }]);
  });

  it('does not wait for ever for a take-over that waits for a commit of a session that is gone', async () => {
    let first = true;
    const { coordinator, membership, until } = setup(async (ledger) => {
      if (!first) return;
      first = false;
      coordinator.refuse.commit = refusal('UNKNOWN_MEMBER_ID', false);
      ledger.note('g', { offsets: [{ topic: 'work', partition: 0, offset: 0 }], metadata: 'epoch 2' });
      await ledger.flush();
    });
    await expect(membership.start()).rejects.toMatchObject({ code: 'LOG_WRITE' });
    await until('assigned 0,1', 2);
    await membership.leave();
  });
});
