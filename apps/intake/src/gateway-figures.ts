import type { GatewaysStatus, GatewayStatus, StageStatus } from '@toancanh/runtime';
import type { Account } from './desk/account.js';

type Counts = Pick<StageStatus, 'received' | 'accepted' | 'late' | 'duplicate' | 'rejected'>;

/** The gateways that sent most, by name where they sent the same. The rest is what is left of `total`, strangers with it. */
export function listedGateways(accounts: readonly Account[], total: Counts, most: number): GatewaysStatus {
  const items = [...accounts]
    .sort(
      ({ settled: a, gateway: one }, { settled: b, gateway: other }) =>
        b.received - a.received || (one.id < other.id ? -1 : 1),
    )
    .slice(0, most)
    .map(statusOf);
  return { items, rest: { gateways: accounts.length - items.length, ...withoutAll(total, items) } };
}

/** The first gateways, and `(others)` for all the rest: names that do not change with what is sent, as counters need. */
export function namedGateways(
  accounts: readonly Account[],
  total: Counts,
  most: number,
): (readonly [gateway: string, counts: Counts])[] {
  const named = accounts.slice(0, most);
  const others = withoutAll(
    total,
    named.map(({ settled }) => settled),
  );
  return [
    ...named.map(({ gateway, settled }) => [gateway.id, settled] as const),
    ...(others.received > 0 ? [['(others)', others] as const] : []),
  ];
}

export function lateShare({ received, late }: Counts): number | null {
  return received === 0 ? null : late / received;
}

function statusOf({ gateway, settled, numbering }: Account): GatewayStatus {
  const { epoch, seq, received, accepted, late, duplicate, rejected } = settled;
  return {
    gateway: gateway.id,
    ...{ received, accepted, late, duplicate, rejected },
    identity: accepted + late + duplicate + rejected === received,
    lateShare: lateShare(settled),
    ...(epoch !== undefined && { epoch }),
    ...(seq !== undefined && { seq }),
    missing: numbering.missing,
  };
}

function withoutAll(total: Counts, parts: readonly Counts[]): Counts {
  const left = { ...total };
  for (const part of parts) {
    left.received -= part.received;
    left.accepted -= part.accepted;
    left.late -= part.late;
    left.duplicate -= part.duplicate;
    left.rejected -= part.rejected;
  }
  return left;
}
