import { REJECT_CODES, type RejectCode } from '@toancanh/events';

export type Transport = 'mqtt' | 'http' | 'feed' | 'broker';
export type MessageOutcome = 'accepted' | 'partial' | 'rejected';

/** Plain counts of the hot path, read when somebody looks at the metrics. */
export class Tally {
  readonly messages: Readonly<Record<Transport, Record<MessageOutcome, number>>> = {
    mqtt: { accepted: 0, partial: 0, rejected: 0 },
    http: { accepted: 0, partial: 0, rejected: 0 },
    feed: { accepted: 0, partial: 0, rejected: 0 },
    broker: { accepted: 0, partial: 0, rejected: 0 },
  };
  readonly codes = Object.fromEntries(REJECT_CODES.map((code) => [code, 0])) as Record<RejectCode, number>;

  message(transport: Transport, { received, rejected }: { received: number; rejected: number }): void {
    const counts = this.messages[transport];
    if (rejected === 0) counts.accepted += 1;
    else if (rejected < received) counts.partial += 1;
    else counts.rejected += 1;
  }
}
