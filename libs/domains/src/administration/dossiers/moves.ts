import type { DossierStep } from '@toancanh/events';

/** The states of a dossier by the codes of the national portal's synchronisation. */
export const STATE = {
  registered: 1,
  accepted: 2,
  refused: 3,
  inProcess: 4,
  supplementRequested: 5,
  paymentRequested: 6,
  withdrawn: 7,
  stopped: 8,
  processed: 9,
  returned: 10,
} as const;
export type DossierState = (typeof STATE)[keyof typeof STATE];

/** The state that a step leads to. */
export const STATE_AFTER: Readonly<Record<DossierStep, DossierState>> = {
  registered: STATE.registered,
  received: STATE.accepted,
  refused: STATE.refused,
  processing: STATE.inProcess,
  supplement_requested: STATE.supplementRequested,
  supplemented: STATE.inProcess,
  transferred: STATE.inProcess,
  payment_requested: STATE.paymentRequested,
  withdrawn: STATE.withdrawn,
  stopped: STATE.stopped,
  resolved: STATE.processed,
  returned: STATE.returned,
};

/** Moves from a state that need no explanation. */
export const MOVES: Readonly<Record<DossierState, readonly DossierState[]>> = {
  1: [2, 3, 7],
  2: [4, 5, 6, 7, 8],
  3: [],
  4: [5, 6, 7, 8, 9],
  5: [4, 7, 8],
  6: [4, 7, 8],
  7: [],
  8: [],
  9: [10],
  10: [],
};

/**
 * What a step is to a dossier. `allowed`: as it should be. `gap`: it can only be true if a step before it was lost, so it
 * moves the dossier and is flagged. `impossible`: nothing leads there, so it is kept and flagged and moves nothing.
 */
export type Move = 'allowed' | 'gap' | 'impossible';

export function moveOf(from: DossierState | undefined, step: DossierStep): Move {
  const to = STATE_AFTER[step];
  if (from === undefined) return to <= STATE.accepted ? 'allowed' : 'gap';
  if (MOVES[from].includes(to)) return 'allowed';
  // From unit to unit it stays in process.
  if (from === STATE.inProcess && (step === 'transferred' || step === 'processing')) return 'allowed';
  // A one-stop shop does not report that somebody began with an accepted dossier.
  if (from === STATE.accepted && MOVES[STATE.inProcess].includes(to)) return 'allowed';
  return reachable(from).has(to) ? 'gap' : 'impossible';
}

const reached = new Map<DossierState, ReadonlySet<DossierState>>();

function reachable(from: DossierState): ReadonlySet<DossierState> {
  let found = reached.get(from);
  if (!found) {
    const seen = new Set<DossierState>();
    const waiting = [...MOVES[from]];
    for (let state = waiting.pop(); state !== undefined; state = waiting.pop()) {
      if (seen.has(state)) continue;
      seen.add(state);
      waiting.push(...MOVES[state]);
    }
    found = seen;
    reached.set(from, found);
  }
  return found;
}
