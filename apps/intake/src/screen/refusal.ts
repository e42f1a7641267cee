import type { RejectCode } from '@toancanh/events';

/** Why something is refused and where it stands in the message as it was sent. */
export interface Refusal {
  readonly code: RejectCode;
  /** JSON pointer (RFC 6901). */
  readonly path: string;
  readonly value?: unknown;
  readonly expected: string;
}

export function refusal(code: RejectCode, path: string, value: unknown, expected: string): Refusal {
  return { code, path, value, expected };
}
