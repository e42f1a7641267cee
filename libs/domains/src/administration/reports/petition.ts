import type { WorkingTime } from '../working-time.js';

/** A petition or remark of a citizen (PAKN) by its instants; nothing of who or what. */
export interface Petition {
  readonly received: number;
  readonly refused?: number;
  readonly supplementAsked?: number;
  readonly answered?: number;
  readonly published?: number;
}

export type PetitionStep = 'refused' | 'supplementAsked' | 'answered' | 'published';

/** Working days from reception, and from the answer to its publication. */
export const PETITION_LIMITS: Readonly<Record<PetitionStep, number>> = {
  refused: 2,
  supplementAsked: 5,
  answered: 15,
  published: 2,
};

/** The steps that took too long, or that are not done although their time is over. */
export function petitionBreaches(
  petition: Petition,
  time: WorkingTime,
  until: number,
  limits = PETITION_LIMITS,
): PetitionStep[] {
  const { received, refused, supplementAsked, answered, published } = petition;
  const late = (step: PetitionStep, from: number, to: number) => time.daysBetween(from, to) > limits[step];
  const breaches: PetitionStep[] = [];
  if (refused !== undefined && late('refused', received, refused)) breaches.push('refused');
  if (supplementAsked !== undefined && late('supplementAsked', received, supplementAsked)) {
    breaches.push('supplementAsked');
  }
  if (refused === undefined && late('answered', received, answered ?? until)) breaches.push('answered');
  if (answered !== undefined && late('published', answered, published ?? until)) breaches.push('published');
  return breaches;
}

/** Working days between a procedure's decision, its publication and its coming into force. */
export const PUBLISHING = {
  province: { before: 5, update: 5 },
  ministry: { before: 20, update: 10 },
} as const;

export interface ProcedureNotice {
  readonly published: number;
  readonly effective: number;
  /** When the content on the portal followed a change. */
  readonly changed?: number;
  readonly updated?: number;
}

export function publishedInTime(
  { published, effective }: ProcedureNotice,
  time: WorkingTime,
  by: keyof typeof PUBLISHING,
): boolean {
  return published < effective && time.daysBetween(published, effective) >= PUBLISHING[by].before;
}

export function updatedInTime(
  { changed, updated }: ProcedureNotice,
  time: WorkingTime,
  by: keyof typeof PUBLISHING,
  until: number,
): boolean {
  return changed === undefined || time.daysBetween(changed, updated ?? until) <= PUBLISHING[by].update;
}
