import { DOSSIER_STEPS } from '@toancanh/events';
import { type DossierState, type Move, MOVES, moveOf, STATE, STATE_AFTER } from './moves.js';

describe('moveOf', () => {
  it.each<[DossierState | undefined, (typeof DOSSIER_STEPS)[number], Move, string]>([
    [undefined, 'registered', 'allowed', 'filed online'],
    [undefined, 'received', 'allowed', 'filed at the counter'],
    [undefined, 'resolved', 'gap', 'its reception was lost'],
    [STATE.registered, 'received', 'allowed', '1→2'],
    [STATE.registered, 'refused', 'allowed', '1→3'],
    [STATE.registered, 'resolved', 'gap', 'its reception was lost'],
    [STATE.accepted, 'supplement_requested', 'allowed', '2→5'],
    [STATE.accepted, 'resolved', 'allowed', 'nobody reports that somebody began'],
    [STATE.accepted, 'received', 'impossible', 'it is received once'],
    [STATE.accepted, 'returned', 'gap', 'its end was lost'],
    [STATE.inProcess, 'transferred', 'allowed', 'from unit to unit'],
    [STATE.inProcess, 'supplemented', 'gap', 'the request was lost'],
    [STATE.supplementRequested, 'supplemented', 'allowed', '5→4'],
    [STATE.supplementRequested, 'resolved', 'gap', 'the supplement was lost'],
    [
      STATE.supplementRequested,
      'supplement_requested',
      'gap',
      'the supplement between two requests was lost',
    ],
    [STATE.paymentRequested, 'processing', 'allowed', '6→4'],
    [STATE.processed, 'returned', 'allowed', '9→10'],
    [STATE.processed, 'supplement_requested', 'impossible', 'it is done'],
    [STATE.withdrawn, 'resolved', 'impossible', 'it is withdrawn'],
    [STATE.returned, 'received', 'impossible', 'it is over'],
  ])('from %s, %s is %s: %s', (from, step, move) => {
    expect(moveOf(from, step)).toBe(move);
  });

  it('allows every move of the table, and leaves an end only for the hand-over', () => {
    for (const [from, targets] of Object.entries(MOVES)) {
      for (const step of DOSSIER_STEPS) {
        if (targets.includes(STATE_AFTER[step])) {
          expect(moveOf(Number(from) as DossierState, step)).toBe('allowed');
        }
      }
    }
    for (const end of [STATE.refused, STATE.withdrawn, STATE.stopped, STATE.returned]) {
      for (const step of DOSSIER_STEPS) expect(moveOf(end, step)).toBe('impossible');
    }
  });
});
