import type { DossierChannel, DossierEvent, DossierPayment, DossierStep } from '@toancanh/events';
import { type DossierState, type Move, moveOf, STATE, STATE_AFTER } from './moves.js';

/** What of an event its dossier depends on. */
export type StepTaken = Pick<DossierEvent, 'step' | 'at' | 'unit' | 'procedure' | 'area' | 'channel'> & {
  readonly due?: number | undefined;
  readonly payment?: DossierPayment | undefined;
  readonly signedResult?: true | undefined;
};

/** The stay of a dossier with one unit, `[from, to)`; `to` is absent while it is there. */
export interface Stay {
  readonly unit: string;
  readonly from: number;
  to: number | undefined;
  /** The unit's own share of the time, where its transfer named one. */
  readonly due: number | undefined;
  /** Milliseconds of it in which a supplement was waited for. */
  waited: number;
}

/** A dossier as its events tell it. Instants are epoch milliseconds. */
export interface Dossier {
  readonly procedure: string;
  /** The unit that holds it, or held it last. */
  readonly unit: string;
  readonly area: string;
  readonly channel: DossierChannel;
  readonly payment: DossierPayment | undefined;
  readonly signedResult: boolean;
  readonly state: DossierState | undefined;
  readonly accepted: number | undefined;
  /** The newest promise of the day and hour of the result. */
  readonly due: number | undefined;
  /** How often a promise was replaced by a later one. */
  readonly reappointed: number;
  readonly processed: number | undefined;
  readonly returned: number | undefined;
  /** Stopped, refused or withdrawn. */
  readonly given: number | undefined;
  readonly requests: number;
  /** Of the last supplement request that is not answered. */
  readonly pendingSince: number | undefined;
  /** Milliseconds between requests and their supplements. */
  readonly supplementTime: number;
  readonly stays: readonly Stay[];
  readonly flagged: readonly { readonly step: DossierStep; readonly at: number; readonly move: Move }[];
}

/** Of two steps at one instant, the one that can only follow the other is the later one. */
const RANK: Readonly<Record<DossierStep, number>> = {
  registered: 0,
  refused: 1,
  received: 2,
  processing: 3,
  transferred: 4,
  payment_requested: 5,
  supplement_requested: 6,
  supplemented: 7,
  resolved: 8,
  stopped: 9,
  withdrawn: 10,
  returned: 11,
};

/** Where the reception itself was lost, the first of these tells that there was one. */
const IMPLIES_ACCEPTANCE: ReadonlySet<DossierState> = new Set([
  STATE.accepted,
  STATE.inProcess,
  STATE.supplementRequested,
  STATE.paymentRequested,
  STATE.stopped,
  STATE.processed,
  STATE.returned,
]);

/**
 * The dossier that a set of events makes: in whatever order they come and however often, the same. Two that differ and
 * have the same step and instant are one; which of them counts depends on what they say, not on which came first.
 */
export function dossierOf(events: readonly StepTaken[]): Dossier | undefined {
  const ordered = [...events].sort(compared);
  const first = ordered[0];
  if (!first) return undefined;

  let { procedure, unit, area, channel, payment } = first;
  let signedResult = false;
  let state: DossierState | undefined;
  let accepted: number | undefined;
  let due: number | undefined;
  let reappointed = 0;
  let processed: number | undefined;
  let returned: number | undefined;
  let given: number | undefined;
  let requests = 0;
  let pendingSince: number | undefined;
  let supplementTime = 0;
  const stays: Stay[] = [];
  const flagged: { step: DossierStep; at: number; move: Move }[] = [];

  let before: StepTaken | undefined;
  for (const event of ordered) {
    if (before && before.step === event.step && before.at === event.at) continue;
    before = event;
    const { step, at } = event;
    const move = moveOf(state, step);
    if (move !== 'allowed') flagged.push({ step, at, move });
    if (move === 'impossible') continue;

    state = STATE_AFTER[step];
    ({ procedure, area, channel } = event);
    payment = event.payment ?? payment;
    signedResult ||= event.signedResult === true;
    if (event.due !== undefined && step !== 'transferred') {
      if (due !== undefined && event.due > due) reappointed += 1;
      due = event.due;
    }
    if (event.unit !== unit || stays.length === 0) {
      const stay = stays.at(-1);
      if (stay) stay.to = at;
      unit = event.unit;
      const share = step === 'transferred' ? event.due : undefined;
      stays.push({ unit, from: at, to: undefined, due: share, waited: 0 });
    }
    if (pendingSince !== undefined && step === 'supplemented') {
      supplementTime += at - pendingSince;
      stays.at(-1)!.waited += at - Math.max(pendingSince, stays.at(-1)!.from);
    }
    if (IMPLIES_ACCEPTANCE.has(state)) accepted ??= at;
    switch (state) {
      case STATE.supplementRequested:
        requests += 1;
        break;
      case STATE.processed:
        processed = at;
        break;
      case STATE.returned:
        returned = at;
        break;
      case STATE.refused:
      case STATE.withdrawn:
      case STATE.stopped:
        given = at;
    }
    pendingSince = state === STATE.supplementRequested ? at : undefined;
    if (state === STATE.refused || state >= STATE.withdrawn) stays.at(-1)!.to ??= at;
  }
  // Written out, not spread: this is made for a million dossiers.
  return {
    procedure,
    unit,
    area,
    channel,
    payment,
    signedResult,
    state,
    accepted,
    due,
    reappointed,
    processed,
    returned,
    given,
    requests,
    pendingSince,
    supplementTime,
    stays,
    flagged,
  };
}

/** When it left the hands of those who handle it; undefined while it is with them. */
export function endOf({
  processed,
  returned,
  given,
}: Pick<Dossier, 'processed' | 'returned' | 'given'>): number | undefined {
  return processed ?? returned ?? given;
}

function compared(a: StepTaken, b: StepTaken): number {
  return a.at - b.at || RANK[a.step] - RANK[b.step] || comparedTexts(textOf(a), textOf(b));
}

function textOf({ procedure, unit, area, due, channel, payment, signedResult }: StepTaken): string {
  return [procedure, unit, area, due, channel, payment, signedResult].join('\n');
}

function comparedTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
