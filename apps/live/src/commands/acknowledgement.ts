import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Static, Type } from '@sinclair/typebox';
import { type Alert, type AlertChange, type Command, Shape, TOPICS, toIso } from '@toancanh/events';
import { Log } from '@toancanh/log';
import { Clock } from '@toancanh/runtime';
import { Problem } from '../http/problem.js';
import { LIMITS } from '../limits.js';
import { Picture } from '../picture/picture.js';
import { noPerson } from './no-person.js';

export const AcknowledgeBody = Type.Object(
  {
    who: Type.String({ minLength: 1, maxLength: 80, pattern: '\\S' }),
    note: Type.Optional(Type.String({ maxLength: 500 })),
  },
  { additionalProperties: false },
);
const BODY = new Shape(AcknowledgeBody);

/**
 * A person's word that they have seen an alert. It goes to the alerter through the log, and what comes back through the
 * log is the answer: of two people at once, one finds their own name there and the other the first one's.
 */
@Injectable()
export class Acknowledgement {
  constructor(
    private readonly log: Log,
    private readonly picture: Picture,
    private readonly clock: Clock,
  ) {}

  /** The alert with this acknowledgement in it. `version` is the one that the person saw. */
  async of(alert: Alert, version: number, body: unknown): Promise<Alert> {
    const { who, note } = parsed(body);
    noPerson({ who, note });
    if (alert.version !== version) throw changed(alert, version);
    if (alert.state === 'acknowledged' || alert.state === 'normal') throw changed(alert, version - 1);
    const command: Command = {
      id: randomUUID(),
      what: 'acknowledge',
      target: alert.id,
      version,
      who,
      ...(note === undefined ? {} : { why: note }),
      at: this.clock.now(),
    };
    const after = this.picture.alerts.after(alert.id, version, AbortSignal.timeout(LIMITS.acknowledge));
    await this.log.append(TOPICS.commands.name, [{ key: alert.id, value: JSON.stringify(command) }]);
    const answer = await after;
    if (!answer)
      throw new Problem('E_TIMEOUT', {
        vi: 'lệnh đã được ghi; khâu báo động chưa trả lời, hãy xem lại báo động sau ít giây',
        en: 'the command is written; the alerter has not answered yet, look at the alert again in a few seconds',
      });
    if (changesAfter(answer, version).some((change) => isBy(change, who))) return answer;
    throw changed(answer, version);
  }
}

function parsed(body: unknown): Static<typeof AcknowledgeBody> {
  if (BODY.check(body)) return body;
  const { path, expected } = BODY.faultOf(body);
  throw new Problem('E_SCHEMA', { vi: `${path || '/'}: cần ${expected}`, en: `${path || '/'}: ${expected}` });
}

function changesAfter({ history }: Alert, version: number): readonly AlertChange[] {
  return history.filter((change) => change.version > version);
}

function isBy({ what, who: by }: AlertChange, who: string): boolean {
  return what === 'acknowledged' && by === who;
}

/** Names who was first, or what else changed the alert since. */
function changed(alert: Alert, seen: number): Problem {
  const first = changesAfter(alert, seen).find(({ what }) => what === 'acknowledged');
  if (first || alert.acknowledgedBy !== undefined) {
    const who = first?.who ?? alert.acknowledgedBy ?? '';
    const at = toIso(first?.at ?? alert.acknowledgedAt ?? 0);
    return new Problem('E_VERSION', {
      vi: `${who} đã xác nhận trước, lúc ${at}; báo động nay ở phiên bản ${alert.version}`,
      en: `${who} acknowledged it first, at ${at}; the alert is at version ${alert.version} now`,
    });
  }
  return new Problem('E_VERSION', {
    vi: `báo động đã thay đổi và nay ở phiên bản ${alert.version}; hãy xem lại rồi xác nhận`,
    en: `the alert has changed and is at version ${alert.version} now; look at it again, then acknowledge`,
  });
}
