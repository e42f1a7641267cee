import { FakeBroker } from '../testing/fake-broker.js';
import { IntakeHouse } from '../testing/intake-house.js';
import { AckWindow } from './ack-window.js';
import { parseBrokerAddress } from './broker-address.js';
import { BrokerLine, type LineOwner, PAUSE } from './broker-line.js';
import type { Publish } from './broker-messages.js';
import { dial } from './dial.js';

/** Takes everything, and remembers what it was told. */
class Owner implements LineOwner {
  readonly taken: string[] = [];
  readonly told: string[] = [];

  take({ topic }: Publish): undefined {
    this.taken.push(topic);
  }

  opened(): void {
    this.told.push('opened');
  }

  closed(reason: string): void {
    this.told.push(`closed: ${reason}`);
  }
}

describe('BrokerLine', () => {
  let broker: FakeBroker;
  let house: IntakeHouse;
  let owner: Owner;

  beforeEach(async () => {
    broker = await FakeBroker.open();
    house = await IntakeHouse.open({ mqtt: false });
    owner = new Owner();
  });
  afterEach(async () => {
    await house.close();
    await broker.close();
  });

  /** With a keep-alive of one second, which MQTT.js gives up after one and a half. */
  const open = () => {
    const client = dial(parseBrokerAddress(broker.url), 'line', 5, 10);
    client.options.keepalive = 1;
    return new BrokerLine(client, new AckWindow(10), house.desk, owner, true);
  };

  it('stays connected while it reads nothing, however long', async () => {
    const line = open();
    const far = await broker.line();
    line.pause(PAUSE.log);
    far.publish('a', '', 1);
    // The answers lie unread behind the message that is held.
    while (broker.pings < 8) await new Promise((turn) => setImmediate(turn));
    expect(owner.taken).toEqual([]);
    expect(owner.told).toEqual(['opened']);
    line.resume(PAUSE.log);
    expect(await far.acknowledged(1)).toEqual([1]);
    expect(owner.taken).toEqual(['a']);
    await line.close();
    expect(owner.told).toEqual(['opened', 'closed: the broker closed']);
  });

  it('closes in its time when the broker says nothing any more', async () => {
    const line = open();
    const far = await broker.line();
    far.deaf();
    await line.close();
    expect(owner.told.at(-1)).toMatch(/^closed/);
  });
});
