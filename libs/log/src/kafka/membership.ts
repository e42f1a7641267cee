import { LogError } from '../log.js';
import { Alarm, pauseAfter, within } from './alarm.js';
import {
  assign,
  decodeMember,
  decodeShares,
  encodeMember,
  encodeShares,
  protocolOf,
  type Shares,
} from './assignment.js';
import type { ClusterLink, Coordinator } from './cluster-link.js';
import { canBeRetried, isFenced, isRebalance, textOf, typeOf } from './kafka-fault.js';
import type { KafkaLogLimits } from './limits.js';

export interface Joining {
  readonly link: Pick<ClusterLink, 'topics' | 'coordinator'>;
  /** As the brokers know the group and its topics. */
  readonly group: string;
  readonly kind: 'shared' | 'exclusive';
  readonly partitionsOf: (topic: string) => number;
  /** Finishes the batch in hand, begins no other and commits; the group waits for it. */
  readonly revoke: () => Promise<void>;
  /**
   * Takes the partitions over. What it held before it still holds when `kept` says so: then nobody else had it since.
   * `signal` says that the group changes again.
   */
  readonly assigned: (shares: Shares, kept: boolean, signal: AbortSignal) => Promise<void>;
  /** The group has gone on without this member: what it held is somebody else's. */
  readonly lost: () => Promise<void>;
  /** The session has been renewed. */
  readonly renewed: () => void;
  readonly fault: (error: unknown) => void;
}

/** Parts of the time in which a log has to be closed. */
const LEAVE_WITHIN = 1_000;

/**
 * A member of a group, by the classic protocol: it joins, stays by heartbeats, gives everything back when the group
 * changes and joins again, until it leaves. Whatever the brokers answer, it goes on trying.
 */
export class Membership {
  #memberId = '';
  #generation = -1;
  /** What it got, and in which generation; it still holds it while it joins again. */
  #held: Shares = {};
  #heldIn = -1;
  readonly #since = Date.now();
  #coordinator: Coordinator | undefined;
  /** The session has certainly not run out before this instant of the monotonic clock. */
  #safeUntil = 0;
  #stopped = false;
  #trouble: unknown;
  #settling: { readonly done: Promise<void>; readonly abort: AbortController } | undefined;
  readonly #alarm = new Alarm();
  #running: Promise<void> = Promise.resolve();

  constructor(
    private readonly work: Joining,
    private readonly limits: KafkaLogLimits,
  ) {}

  /** Nobody else can hold the partitions yet, even if this process has been asleep. */
  get isSafe(): boolean {
    return performance.now() < this.#safeUntil;
  }

  get name(): { readonly groupId: string; readonly memberId: string; readonly groupGenerationId: number } {
    const { group: groupId } = this.work;
    return { groupId, memberId: this.#memberId, groupGenerationId: this.#generation };
  }

  async coordinator(): Promise<Coordinator> {
    return (this.#coordinator ??= await this.work.link.coordinator(this.work.group));
  }

  /** Joins for the first time and takes what it is given; rejects when that cannot be, and is no member then. */
  async start(): Promise<void> {
    const until = performance.now() + this.limits.openTimeout;
    for (let faults = 1; ; faults += 1) {
      try {
        await this.#join();
        break;
      } catch (error) {
        await this.#note(error);
        if (this.#stopped) throw new LogError('LOG_CLOSED', `${this.work.group} is closed`);
        if (!canBeRetried(error) && !isFenced(error) && !isRebalance(error)) throw this.#refused(error);
        if (performance.now() > until) throw this.#refused(error);
        await this.#alarm.wait(pauseAfter(faults, this.limits.retry));
      }
    }
    // Its session is kept while it takes over, which may take long.
    this.#running = this.#live();
    await this.#settling!.done;
  }

  /** Says that the coordinator has refused something in the name of this member in that generation. */
  tell(error: unknown, generation: number): void {
    if (generation !== this.#generation) return;
    if (!isFenced(error)) this.#coordinator = undefined;
    this.#trouble = error;
    this.#alarm.ring();
  }

  /** Leaves, so that others get the partitions at once; what is in hand must have been finished. */
  async leave(): Promise<void> {
    this.#stopped = true;
    this.#settling?.abort.abort();
    this.#alarm.ring();
    // A join that waits for others cannot be taken back: the brokers forget this member by themselves.
    const ended = await within(LEAVE_WITHIN, this.#running, () => false);
    const memberId = this.#memberId;
    if (ended === false || memberId === '' || !this.#coordinator) return;
    const leaving = this.#coordinator.leaveGroup({ groupId: this.work.group, memberId });
    await within(LEAVE_WITHIN, leaving, () => undefined).catch(this.work.fault);
    this.#memberId = '';
    this.#safeUntil = 0;
  }

  async #live(): Promise<void> {
    for (let faults = 0; !this.#stopped;) {
      try {
        if (this.#generation < 0) await this.#join();
        faults = 0;
        await this.#stay();
        this.#generation = -1;
      } catch (error) {
        if (this.#stopped) return;
        await this.#note(error);
        if (isRebalance(error)) continue;
        faults += 1;
        await this.#alarm.wait(pauseAfter(faults, this.limits.retry));
      }
    }
  }

  async #join(): Promise<void> {
    const { group, kind, link } = this.work;
    const coordinator = await this.coordinator();
    const before = { memberId: this.#memberId, generation: this.#heldIn };
    const metadata = encodeMember({
      topics: link.topics,
      since: this.#since,
      generation: this.#heldIn,
      held: this.#held,
    });
    const joined = await coordinator.joinGroup({
      groupId: group,
      sessionTimeout: this.limits.sessionTimeout,
      rebalanceTimeout: this.limits.rebalanceTimeout,
      memberId: this.#memberId,
      groupProtocols: [{ name: protocolOf(kind), metadata }],
    });
    this.#memberId = joined.memberId;
    const { generationId, memberId } = joined;
    const leads = joined.leaderId === memberId;
    const members = leads ? joined.members.map((one) => decodeMember(one.memberId, one.memberMetadata)) : [];
    const shares = leads ? assign(kind, members, this.work.partitionsOf) : new Map<string, Shares>();
    const asked = performance.now();
    const synced = await coordinator.syncGroup({
      groupId: group,
      generationId,
      memberId,
      groupAssignment: Array.from(shares, ([id, share]) => ({
        memberId: id,
        memberAssignment: encodeShares(share),
      })),
    });
    // A generation that was missed may have given the partitions to somebody else in between.
    const kept = before.memberId === memberId && before.generation === generationId - 1;
    this.#generation = generationId;
    this.#heldIn = generationId;
    this.#held = decodeShares(synced.memberAssignment);
    this.#trouble = undefined;
    this.#renew(asked);
    this.#settle(this.#held, kept);
  }

  #settle(shares: Shares, kept: boolean): void {
    const abort = new AbortController();
    const done = this.work.assigned(shares, kept, abort.signal);
    done.catch(() => undefined);
    this.#settling = { done, abort };
  }

  /** Stays a member until the group changes; the batch in hand is finished by then. */
  async #stay(): Promise<void> {
    let revoked = false;
    let revoking: Promise<void> | undefined;
    while (!this.#stopped && !revoked) {
      await this.#alarm.wait(this.limits.heartbeatEvery);
      if (this.#stopped || revoked) return;
      const told = this.#trouble;
      this.#trouble = undefined;
      if (isFenced(told)) throw told;
      try {
        await this.#beat();
      } catch (error) {
        if (isFenced(error)) throw error;
        if (!isRebalance(error)) {
          // The session goes on by itself for a while; where the coordinator is has to be found out.
          await this.#note(error);
          continue;
        }
        revoking ??= this.#revoke().finally(() => {
          revoked = true;
          this.#alarm.ring();
        });
      }
    }
  }

  async #beat(): Promise<void> {
    const coordinator = await this.coordinator();
    const asked = performance.now();
    try {
      await coordinator.heartbeat(this.name);
    } catch (error) {
      // It is a member all the same, and is heard of.
      if (isRebalance(error)) this.#renew(asked);
      throw error;
    }
    this.#renew(asked);
  }

  async #revoke(): Promise<void> {
    this.#settling?.abort.abort();
    await this.#settling?.done.catch(() => undefined);
    await this.work.revoke().catch(this.work.fault);
  }

  async #note(error: unknown): Promise<void> {
    if (isRebalance(error)) return;
    this.work.fault(error);
    this.#coordinator = undefined;
    if (!isFenced(error)) return;
    this.#safeUntil = 0;
    this.#generation = -1;
    this.#heldIn = -1;
    this.#held = {};
    if (typeOf(error) !== 'ILLEGAL_GENERATION') this.#memberId = '';
    this.#settling?.abort.abort();
    // Whoever takes over may be waiting for a commit, which ends only when the partitions are given up.
    await Promise.all([this.work.lost(), this.#settling?.done.catch(() => undefined)]);
  }

  #renew(asked: number): void {
    this.#safeUntil = asked + this.limits.sessionTimeout;
    this.work.renewed();
  }

  #refused(error: unknown): LogError {
    if (error instanceof LogError) return error;
    const { group } = this.work;
    return typeOf(error) === 'INCONSISTENT_GROUP_PROTOCOL'
      ? new LogError('LOG_TOPIC', `group ${group} has members of another kind than ${this.work.kind}`, {
          cause: error,
        })
      : new LogError('LOG_UNREACHABLE', `group ${group} cannot be joined: ${textOf(error)}`, {
          cause: error,
        });
  }
}
