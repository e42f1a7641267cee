import { type Dossier, endOf } from './dossier.js';

/** What decides on time or not; a `Dossier` has it all. */
export type Course = Pick<
  Dossier,
  'accepted' | 'due' | 'processed' | 'returned' | 'given' | 'requests' | 'pendingSince' | 'supplementTime'
>;

/** `unjudged`: it was never accepted, or nothing was promised and its procedure's longest time is not known. */
export type Punctuality = 'on-time' | 'overdue' | 'unjudged';

/**
 * Part 2.1 of the index of Decision 766/QĐ-TTg (2022). `until` is the end of the reporting period, or now in the current
 * one; `longest` the procedure's longest time in milliseconds, for a dossier without a promise.
 */
export function punctualityOf(course: Course, until: number, longest?: number): Punctuality {
  const { accepted, due, requests, pendingSince, supplementTime } = course;
  if (accepted === undefined) return 'unjudged';
  let end = endOf(course);
  if (end === undefined) {
    if (requests > 1) return 'overdue';
    end = pendingSince ?? until;
  }
  const effective = end - supplementTime;
  if (due !== undefined) return effective <= due ? 'on-time' : 'overdue';
  if (longest === undefined) return 'unjudged';
  return effective - accepted <= longest ? 'on-time' : 'overdue';
}

/**
 * The instant from which a dossier that is still open is overdue if nothing happens to it; Infinity for never. What has
 * an end is judged for good, and so is what waits for its supplement.
 */
export function overdueFrom(course: Course, longest?: number): number {
  const { accepted, due, requests, pendingSince, supplementTime } = course;
  const limit = due ?? (accepted === undefined || longest === undefined ? undefined : accepted + longest);
  if (accepted === undefined || limit === undefined) return Infinity;
  if (requests > 1) return -Infinity;
  if (pendingSince !== undefined) return pendingSince - supplementTime <= limit ? Infinity : -Infinity;
  return limit + supplementTime + 1;
}
