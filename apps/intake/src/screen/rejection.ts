import type { Rejection } from '@toancanh/events';
import { toIso } from '@toancanh/events';
import { parseJson } from '../decode/json.js';
import { MQTT_LIMITS } from '../limits.js';
import { isPersonalBytes, isPersonalIdentifier, isPersonalText, personalPath } from '@toancanh/privacy';
import type { Refusal } from './refusal.js';
import { CURES } from './texts.js';
import { ulid } from './ulid.js';

const KEPT_BYTES = 4_096;
const KEPT_VALUE = 200;
/** In place of a topic or a gateway that is a person's number. */
const UNSAID = '•••';

/** A message as it was sent, as far as its rejections need it. */
export interface SentMessage {
  readonly gateway: string;
  readonly topic: string;
  readonly payload: Buffer;
  readonly receivedAt: number;
  /** Bytes of the whole message, where `payload` is only its beginning. */
  readonly size?: number;
}

/** Makes the rejections of one message, which share a look at its bytes: if there is personal data anywhere, none keeps them. */
export class Rejections {
  #personal: boolean | undefined;

  /** `parsed` holds what the message's JSON is, or undefined for none, where somebody has looked already. */
  constructor(
    private readonly message: SentMessage,
    private readonly parsed?: { readonly root: unknown },
  ) {}

  /**
   * The bytes kept are those of the message. Where that is longer than is kept and holds many readings they are those of
   * the reading at fault, `part`: the beginning of a long message would not show it.
   */
  of({ code, path, value, expected }: Refusal, part?: unknown): Rejection {
    const { gateway, topic, payload, receivedAt, size = payload.length } = this.message;
    const strange = topic.split('/').some(isPersonalIdentifier);
    const told = value === undefined ? undefined : textOf(value);
    // A value may stand outside of the bytes: in the topic, the key or a header of a record.
    const personal = strange || (told !== undefined && isPersonalText(told, false));
    const kept = code !== 'E_PERSONAL' && !personal && !this.#isPersonal();
    const bytes = part !== undefined && size > KEPT_BYTES ? Buffer.from(textOf(part)) : payload;
    return {
      id: ulid(receivedAt),
      at: toIso(receivedAt),
      gateway: isPersonalIdentifier(gateway) ? UNSAID : gateway,
      topic: strange ? UNSAID : topic.slice(0, MQTT_LIMITS.text),
      code,
      path: path.slice(0, MQTT_LIMITS.text),
      ...(kept && told !== undefined && { value: told.slice(0, KEPT_VALUE) }),
      expected,
      cure: CURES[code],
      ...(kept && { bytes: bytes.toString('base64', 0, KEPT_BYTES) }),
      size,
    };
  }

  #isPersonal(): boolean {
    if (this.#personal === undefined) {
      const { root } = this.parsed ?? { root: parseJson(this.message.payload) };
      this.#personal =
        root === undefined
          ? isPersonalBytes(this.message.payload.toString(), true)
          : personalPath(root) !== undefined;
    }
    return this.#personal;
  }
}

/** As it stood in the message. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    // Nested deeper than the stack is: nothing that anybody could read.
    return '…';
  }
}
