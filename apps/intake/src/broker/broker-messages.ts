import type { City, Gateway } from '@toancanh/runtime';
import { Account, type Accounts } from '../desk/account.js';
import { BROKER_LIMITS } from '../limits.js';
import type { Message, Reception } from '../reception.js';
import { type Refusal, refusal } from '../screen/refusal.js';
import { EXPECTED } from '../screen/texts.js';
import type { BrokerCounts } from './broker-counts.js';
import { readTopic } from './broker-topics.js';

/** A PUBLISH from the broker, as far as it is looked at. */
export interface Publish {
  readonly topic: string;
  readonly payload: Buffer;
  /** Bytes of the whole packet. */
  readonly size: number;
  readonly dup: boolean;
  readonly retain: boolean;
}

/**
 * What gateways publish on a broker. The broker has let them in, so a message is the gateway's that its topic names; no
 * more is believed: the gateway must be known, and one that is for this machine only does not come this way.
 */
export class BrokerMessages {
  /** Gateways whose messages came this way, and so their answers go. */
  readonly #correspondents = new Set<string>();

  constructor(
    private readonly city: City,
    private readonly accounts: Accounts,
    private readonly reception: Reception,
    private readonly counts: BrokerCounts,
  ) {}

  corresponds(gateway: string): boolean {
    return this.#correspondents.has(gateway);
  }

  /** Answers why all of the message is refused, if it is. */
  take(publish: Publish, receivedAt: number): Refusal | undefined {
    const found = readTopic(publish.topic);
    const id = found?.gateway ?? '';
    if (this.#correspondents.size < BROKER_LIMITS.correspondents) this.#correspondents.add(id);
    const gateway = this.city.gateways.get(id);
    const isKnown = gateway !== undefined && !gateway.loopbackOnly;
    const message: Message = {
      account: isKnown ? this.accounts.of(gateway) : new Account(stranger(id)),
      topic: publish.topic,
      payload: publish.payload,
      size: publish.size,
      receivedAt,
      transport: 'broker',
      repeated: publish.dup,
    };
    const reason = this.#fault(message, isKnown, found?.kind === undefined);
    if (reason) return this.reception.refuse(message, reason).refusal;
    if (found!.kind === 'state') return this.reception.takeState(message).refusal;
    // Kept by the broker since nobody knows when, and taken when it was new: without an instant of its own it would pass for
    // one of now. Only on a plain subscription; a shared one brings none (MQTT 5, 4.8.2).
    if (publish.retain) {
      this.counts.retained += 1;
      return undefined;
    }
    const { account } = message;
    const taken = this.reception.take(found!.kind, message);
    account.rate.spend(taken.received, receivedAt);
    return taken.refusal;
  }

  #fault(
    { account, topic, size, receivedAt }: Message,
    isKnown: boolean,
    isForeign: boolean,
  ): Refusal | undefined {
    const { packetBytes } = this.city.limits;
    if (isForeign) return refusal('E_TOPIC', '', topic, EXPECTED.topic);
    if (!isKnown) return refusal('E_AUTH', '', topic, EXPECTED.knownGateway);
    if (size! > packetBytes) return refusal('E_SIZE', '', size, EXPECTED.size(packetBytes));
    // Other gateways share the connection, so none can be read more slowly.
    const { ratePerSecond } = account.gateway;
    if (ratePerSecond === null || account.rate.admits(receivedAt)) return undefined;
    return refusal('E_RATE', '', undefined, EXPECTED.rate(ratePerSecond));
  }
}

/** Whom a message that nobody may send is refused to. */
function stranger(id: string): Gateway {
  return {
    id,
    owner: '',
    areas: [],
    credential: '',
    autoRegister: false,
    ratePerSecond: null,
    loopbackOnly: false,
    units: 'declared',
    simulated: false,
  };
}
