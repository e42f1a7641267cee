/** Numbers that people call: police, fire and rescue, ambulance, the province's hotline, search and rescue, child protection. */
export const EMERGENCY_NUMBERS = ['113', '114', '115', '1022', '112', '111'] as const;
export type EmergencyNumber = (typeof EMERGENCY_NUMBERS)[number];

export const CASE_STATES = [
  'received',
  'dispatched',
  'on_scene',
  'handed_over',
  'closed',
  'cancelled',
] as const;
export type CaseState = (typeof CASE_STATES)[number];

/** A hotline answers without sending anybody, so a case may close from anywhere but from its end. */
const MOVES: Readonly<Record<CaseState, readonly CaseState[]>> = {
  received: ['dispatched', 'closed', 'cancelled'],
  dispatched: ['on_scene', 'closed', 'cancelled'],
  on_scene: ['handed_over', 'closed'],
  handed_over: ['closed'],
  closed: [],
  cancelled: [],
};

export type CaseMove = 'moves' | 'repeats' | 'out-of-order';

/** Messages come at least once and not always in order: what does not move a case is told apart, never an exception. */
export function caseMove(from: CaseState, to: CaseState): CaseMove {
  if (from === to) return 'repeats';
  return MOVES[from].includes(to) ? 'moves' : 'out-of-order';
}

export function isOver(state: CaseState): boolean {
  return MOVES[state].length === 0;
}

/** Seconds from the call to each step; undefined where a step is missing or before the call. */
export function responseOf(at: Partial<Readonly<Record<CaseState, number>>>): {
  readonly dispatch: number | undefined;
  readonly arrival: number | undefined;
} {
  const since = (end: number | undefined) =>
    at.received === undefined || end === undefined || end < at.received
      ? undefined
      : (end - at.received) / 1000;
  return { dispatch: since(at.dispatched), arrival: since(at.on_scene) };
}
