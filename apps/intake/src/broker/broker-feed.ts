import type { Rejection } from '@toancanh/events';
import type { AppLogger, Clock, StatusBoard } from '@toancanh/runtime';
import type { MqttClient } from 'mqtt';
import type { Account } from '../desk/account.js';
import type { Desk, DeskListener } from '../desk/desk.js';
import { BROKER_LIMITS } from '../limits.js';
import type { Refusal } from '../screen/refusal.js';
import { AckWindow } from './ack-window.js';
import { BackOff } from './back-off.js';
import type { BrokerCounts } from './broker-counts.js';
import { BrokerLine, type LineOwner, PAUSE } from './broker-line.js';
import type { BrokerMessages, Publish } from './broker-messages.js';
import { answerTopic, isAnswerable } from './broker-topics.js';
import { type Answer, Outbox } from './outbox.js';
import { type Failure, ProtocolChoice, type ProtocolVersion } from './protocol-choice.js';

const TROUBLE = 'intake.broker';
/** The broker gave our session to another client of the same id (MQTT 5, 3.14.2.1). */
const TAKEN_OVER = 'DISCONNECT 0x8e';

export interface FeedPlan {
  /** Of the broker, for people: without a password. */
  readonly shown: string;
  readonly clientId: string;
  /** Whether other intakes take their share of the messages. */
  readonly shares: boolean;
  /** Unacknowledged messages. */
  readonly inFlight: number;
  dial(version: ProtocolVersion): MqttClient;
}

/**
 * The way in from a broker that is there already: one line at a time, a new one whenever it breaks, for ever. A message is
 * acknowledged to the broker when the log has it; one that was not comes again by the session, and is taken for a repeat.
 */
export class BrokerFeed implements DeskListener, LineOwner {
  readonly #choice = new ProtocolChoice();
  readonly #backOff = new BackOff(BROKER_LIMITS.connectPause);
  readonly #outbox: Outbox;
  #line: BrokerLine | undefined;
  #openedAt: number | undefined;
  #redial: NodeJS.Timeout | undefined;
  #late: NodeJS.Timeout | undefined;
  #isDown = false;
  #isStopping = false;

  constructor(
    private readonly plan: FeedPlan,
    private readonly messages: BrokerMessages,
    private readonly desk: Desk,
    private readonly clock: Clock,
    private readonly status: StatusBoard,
    private readonly logger: AppLogger,
    private readonly counts: BrokerCounts,
  ) {
    this.#outbox = new Outbox(() => (counts.unanswered += 1));
    counts.limit = plan.inFlight;
    counts.inFlight = () => this.#line?.inFlight ?? 0;
    counts.answers = () => this.#outbox.size;
  }

  start(): void {
    this.desk.listen(this);
    this.#complain('chưa kết nối / not connected yet');
    this.#connect();
  }

  take(publish: Publish): Refusal | undefined {
    return this.messages.take(publish, this.clock.now());
  }

  rejected(rejections: readonly Rejection[]): void {
    for (const rejection of rejections) {
      const { gateway } = rejection;
      if (!this.messages.corresponds(gateway) || !isAnswerable(gateway)) continue;
      this.#outbox.post({ topic: answerTopic(gateway, 'rejected'), payload: JSON.stringify(rejection) });
    }
  }

  postReceipt({ gateway, settled }: Account): void {
    if (!this.counts.isConnected || !this.messages.corresponds(gateway.id)) return;
    this.#line?.mention({ topic: answerTopic(gateway.id, 'receipts'), payload: JSON.stringify(settled) });
  }

  flow(open: boolean): void {
    if (open) this.#line?.resume(PAUSE.log);
    else this.#line?.pause(PAUSE.log);
  }

  opened({ isResumed, isShared }: { readonly isResumed: boolean; readonly isShared: boolean }): void {
    const { version } = this.#choice;
    this.#choice.worked();
    this.#openedAt = performance.now();
    clearTimeout(this.#late);
    this.#isDown = false;
    this.status.trouble(TROUBLE, null);
    this.counts.isConnected = true;
    this.counts.connects += 1;
    const line = this.#line!;
    this.#outbox.opened((answer: Answer, told) => line.send(answer, told));
    const fields = { broker: this.plan.shown, mqtt: version === 5 ? '5.0' : '3.1.1', resumed: isResumed };
    this.logger.info(fields, 'intake takes messages from the broker');
    if (!isShared && this.plan.shares) {
      this.logger.warn(
        fields,
        'the broker shares no subscriptions: run no second intake on it, it would take every message too',
      );
    }
  }

  closed(reason: string, failure: Failure): void {
    this.#line = undefined;
    this.counts.isConnected = false;
    this.#outbox.closed();
    if (this.#isStopping) return;
    if (!this.#isDown) this.#lost(reason);
    const changesVersion = this.#choice.failed(failure);
    // A line that broke at once is no reason to hurry.
    const lasted = this.#openedAt === undefined ? 0 : performance.now() - this.#openedAt;
    this.#openedAt = undefined;
    if (lasted > BROKER_LIMITS.connectPause.longest) this.#backOff.reset();
    const isTakenOver = reason.startsWith(TAKEN_OVER);
    const pause = isTakenOver ? BROKER_LIMITS.takenOverPause : this.#backOff.next(Math.random());
    const wait = changesVersion ? 0 : pause;
    this.#redial = setTimeout(() => this.#connect(), wait);
  }

  /** Nothing more is taken, and no new line is opened; what was taken goes on into the log and is acknowledged. */
  stopReading(): void {
    this.#isStopping = true;
    clearTimeout(this.#redial);
    clearTimeout(this.#late);
    this.#line?.stopReading();
  }

  async close(): Promise<void> {
    this.stopReading();
    await this.#line?.close();
  }

  #connect(): void {
    const { inFlight, shares } = this.plan;
    const client = this.plan.dial(this.#choice.version);
    this.#line = new BrokerLine(client, new AckWindow(inFlight), this.desk, this, shares);
  }

  /** Once an outage. A short one is nobody's trouble. */
  #lost(reason: string): void {
    this.#isDown = true;
    const { shown: broker, clientId } = this.plan;
    this.logger.warn({ broker, error: reason }, 'no connection to the broker; it is tried again and again');
    if (reason.startsWith(TAKEN_OVER)) {
      this.logger.warn({ broker, clientId }, 'another client came to the broker under our client id');
    }
    this.#late = setTimeout(() => this.#complain(reason), BROKER_LIMITS.troubleAfter);
  }

  #complain(reason: string): void {
    this.status.trouble(
      TROUBLE,
      `không nối được với máy chủ MQTT ${this.plan.shown} / no connection to the broker: ${reason}`,
    );
  }
}
