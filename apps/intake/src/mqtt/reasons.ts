import type { RejectCode } from '@toancanh/events';
import type { Refusal } from '../screen/refusal.js';

/** Reason codes of MQTT 5 (2.4) that are used here. */
export const REASON = {
  success: 0x00,
  withWill: 0x04,
  noSubscription: 0x11,
  malformed: 0x81,
  protocolError: 0x82,
  unsupportedVersion: 0x84,
  clientIdNotValid: 0x85,
  badUserOrPassword: 0x86,
  notAuthorised: 0x87,
  serverBusy: 0x89,
  shuttingDown: 0x8b,
  badMethod: 0x8c,
  keepAliveTimeout: 0x8d,
  takenOver: 0x8e,
  topicFilterInvalid: 0x8f,
  topicNameInvalid: 0x90,
  idNotFound: 0x92,
  topicAliasInvalid: 0x94,
  tooLarge: 0x95,
  quotaExceeded: 0x97,
  payloadInvalid: 0x99,
  retainNotSupported: 0x9a,
  sharedNotSupported: 0x9e,
  subscriptionIdsNotSupported: 0xa1,
} as const;

/** CONNACK return codes of MQTT 3.1.1 (3.2.2.3). */
const RETURN_CODES: Readonly<Record<number, number>> = {
  [REASON.success]: 0,
  [REASON.unsupportedVersion]: 1,
  [REASON.clientIdNotValid]: 2,
  [REASON.serverBusy]: 3,
  [REASON.quotaExceeded]: 3,
  [REASON.badUserOrPassword]: 4,
};
const NOT_AUTHORISED = 5;

export function returnCodeOf(reason: number): number {
  return RETURN_CODES[reason] ?? NOT_AUTHORISED;
}

const OF_CODES: Partial<Record<RejectCode, number>> = {
  E_AUTH: REASON.notAuthorised,
  E_TOPIC: REASON.topicNameInvalid,
  E_RATE: REASON.quotaExceeded,
};

export function reasonOf(refusal: Refusal | undefined): number {
  return refusal ? (OF_CODES[refusal.code] ?? REASON.payloadInvalid) : REASON.success;
}

/** The reason string of an acknowledgement: code, place, and what was expected. Never the value. */
export function reasonTextOf({ code, path, expected }: Refusal): string {
  return `${code}${path && ` ${path.slice(0, 120)}`}: ${expected}`;
}
