/** Counts of dossiers of one unit and area. Those before `open` are of the months asked for, the others as of now. */
export interface DossierCounts {
  /** Accepted in the months, or accepted before and ended in them. */
  total: number;
  received: number;
  ended: number;
  /** Of the total: ended in time, or still within its time. */
  onTime: number;
  late: number;
  /** Of the total: nothing was promised, and the longest time of the procedure is not known. */
  unjudged: number;
  onlineFull: number;
  onlinePart: number;
  /** Had to be paid, and how many of them were online. */
  withFee: number;
  paidOnline: number;
  signedResults: number;
  /** Have a step that cannot be, or that a lost one must have preceded. */
  flagged: number;
  /** Late ones that this unit is to answer for, whoever holds them. */
  breaches: number;
  open: number;
  overdue: number;
  dueSoon: number;
  /** Open ones that wait for a supplement. */
  waiting: number;
}

export function noDossiers(): DossierCounts {
  return {
    total: 0,
    received: 0,
    ended: 0,
    onTime: 0,
    late: 0,
    unjudged: 0,
    onlineFull: 0,
    onlinePart: 0,
    withFee: 0,
    paidOnline: 0,
    signedResults: 0,
    flagged: 0,
    breaches: 0,
    open: 0,
    overdue: 0,
    dueSoon: 0,
    waiting: 0,
  };
}

const NAMES = Object.keys(noDossiers()) as (keyof DossierCounts)[];

export function addDossiers(to: DossierCounts, counts: DossierCounts): DossierCounts {
  for (const name of NAMES) to[name] += counts[name];
  return to;
}
