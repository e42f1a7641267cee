import { type EventEmitter, once } from 'node:events';
import type { Rejection } from '@toancanh/events';
import mqtt, { type MqttClient } from 'mqtt';
import { reasonOf } from '../ask.js';
import type { Context } from '../context.js';
import { CommandError, EXIT } from '../exit.js';

const CONNECT_WITHIN = 5_000;
const ACKNOWLEDGE_WITHIN = 15_000;
/** How long a rejection may come behind its acknowledgement. */
const REJECTION_WITHIN = 500;

/** Reason codes that mean "not you": CONNACK of 3.1.1 and 5.0, and PUBACK. */
const NOT_AUTHORISED = [4, 5, 0x86, 0x87, 0x8a];

export type Outcome =
  | { readonly outcome: 'accepted' | 'sent' }
  | { readonly outcome: 'rejected'; readonly reason?: number; readonly rejection?: Rejection };

/** A gateway for one message: MQTT 5.0, so that a refusal comes with its reason. */
export class GatewayClient {
  /** A publish that nobody has acknowledged yet: it would hold up an orderly end for ever. */
  #unanswered = false;

  private constructor(
    private readonly client: MqttClient,
    private readonly root: string,
    private readonly rejections: readonly Rejection[],
    private readonly context: Pick<Context, 'say'>,
  ) {}

  static async connect(
    context: Pick<Context, 'say'>,
    url: string,
    gateway: string,
    password: string,
  ): Promise<GatewayClient> {
    const { say } = context;
    const client = mqtt.connect(url, {
      username: gateway,
      password,
      protocolVersion: 5,
      reconnectPeriod: 0,
      connectTimeout: CONNECT_WITHIN,
    });
    try {
      await once(client as unknown as EventEmitter, 'connect', {
        signal: AbortSignal.timeout(CONNECT_WITHIN),
      });
    } catch (error) {
      client.end(true);
      if (isRefusal(error)) {
        throw new CommandError(EXIT.notAuthorised, say('notAuthorised', { at: url }), { cause: error });
      }
      const why =
        (error as Error).name === 'AbortError'
          ? say('noAnswer', { seconds: CONNECT_WITHIN / 1000 })
          : reasonOf(error, say);
      throw new CommandError(EXIT.notReachable, say('notReachable', { at: url, why }), { cause: error });
    }
    const root = `toancanh/v1/${gateway}`;
    const rejections: Rejection[] = [];
    client.on('message', (_topic, payload) => rejections.push(JSON.parse(payload.toString()) as Rejection));
    // Later faults of the connection show as an acknowledgement that does not come.
    client.on('error', () => undefined);
    await client.subscribeAsync(`${root}/rejected`, { qos: 1 });
    return new GatewayClient(client, root, rejections, context);
  }

  async publish(payload: string, qos: 0 | 1 | 2): Promise<Outcome> {
    let reason: number | undefined;
    this.#unanswered = true;
    try {
      await Promise.race([
        this.client.publishAsync(`${this.root}/readings`, payload, { qos }),
        this.#overdue(),
      ]);
    } catch (error) {
      if (error instanceof CommandError) throw error;
      reason = (error as { code?: unknown }).code as number | undefined;
      if (typeof reason !== 'number') throw error;
    }
    this.#unanswered = false;
    const rejection = await this.#rejectionOf(payload, reason !== undefined || qos === 0);
    if (reason !== undefined || rejection) {
      return {
        outcome: 'rejected',
        ...(reason !== undefined && { reason }),
        ...(rejection && { rejection }),
      };
    }
    return { outcome: qos === 0 ? 'sent' : 'accepted' };
  }

  async close(): Promise<void> {
    await this.client.endAsync(this.#unanswered);
  }

  #overdue(): Promise<never> {
    return new Promise((_resolve, reject) => {
      setTimeout(
        () =>
          reject(
            new CommandError(
              EXIT.notReachable,
              this.context.say('noAcknowledgement', { seconds: ACKNOWLEDGE_WITHIN / 1000 }),
            ),
          ),
        ACKNOWLEDGE_WITHIN,
      ).unref();
    });
  }

  /**
   * The rejection of this very message, if there is one. It leaves with the acknowledgement, so one more exchange
   * brings it; where one is sure to exist, or nothing was acknowledged, some time is given.
   */
  async #rejectionOf(payload: string, wait: boolean): Promise<Rejection | undefined> {
    const mine = ({ bytes, size }: Rejection) =>
      bytes === undefined
        ? size === Buffer.byteLength(payload)
        : Buffer.from(payload).toString('base64') === bytes;
    await this.client.unsubscribeAsync(`${this.root}/nothing`).catch(() => undefined);
    const deadline = AbortSignal.timeout(wait ? REJECTION_WITHIN : 1);
    while (!this.rejections.some(mine) && !deadline.aborted) {
      await once(this.client as unknown as EventEmitter, 'message', { signal: deadline }).catch(
        () => undefined,
      );
    }
    return this.rejections.find(mine);
  }
}

export function isRefusal(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return typeof code === 'number' && NOT_AUTHORISED.includes(code);
}
