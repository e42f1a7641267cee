import type { Message, Taken } from '../reception.js';
import { refusal } from '../screen/refusal.js';
import { EXPECTED } from '../screen/texts.js';
import { type Connection, PAUSE } from './connection.js';
import { begunPublish, type PublishFrame } from './publish-frame.js';
import { REASON } from './reasons.js';

/** PUBLISH (3.3): judged at once, acknowledged when the log has it. */
export function handlePublish(connection: Connection, publish: PublishFrame): void {
  const { qos, messageId, topic } = publish;
  const { version } = connection;
  // 3.2.2.3.5: we said that nothing is retained. 3.1.1 cannot be told, and the flag means nothing here.
  if (publish.retain && version === 5) return connection.fail(REASON.retainNotSupported, 'retain');
  // 3.2.2.3.8: we said that no alias is taken.
  if (publish.topicAlias !== undefined) return connection.fail(REASON.topicAliasInvalid, 'topic alias');
  if (topic === '') return connection.fail(REASON.protocolError, 'no topic');
  if (qos === 0) {
    take(connection, publish);
    return;
  }
  // 2.2.1: a message id is never 0.
  if (messageId === 0) return connection.fail(REASON.protocolError, 'message id 0');

  const session = connection.session!;
  if (qos === 2) {
    const inLog = session.received.get(messageId);
    if (inLog !== undefined) {
      // 4.3.3: the same message once more. Behind its first arrival, if that is still on its way.
      connection.awaitLog(2, messageId, undefined);
      return;
    }
  }
  if (qos === 2) session.received.set(messageId, false);
  const taken = take(connection, publish);
  connection.awaitLog(qos, messageId, taken.refusal);
}

function take(connection: Connection, publish: PublishFrame): Taken {
  const { surroundings, now, version } = connection;
  const { reception } = surroundings;
  const { account, topics } = connection.session!;
  const message: Message = {
    account,
    topic: publish.topic,
    payload: publish.payload,
    receivedAt: now,
    transport: 'mqtt',
    repeated: publish.dup,
  };
  const route = topics.routeOf(publish.topic);
  if (route === 'state') return reception.takeState(message);
  if (route === 'foreign') {
    const expected = EXPECTED.ownTopic(account.gateway.id);
    return reception.refuse(message, refusal('E_AUTH', '', publish.topic, expected));
  }
  if (route === 'unknown') {
    return reception.refuse(message, refusal('E_TOPIC', '', publish.topic, EXPECTED.topic));
  }
  // 5.0 is told; 3.1.1 cannot be, so its message is taken and the connection is read more slowly.
  const { ratePerSecond } = account.gateway;
  if (ratePerSecond !== null && version === 5 && !account.rate.admits(now)) {
    return reception.refuse(message, refusal('E_RATE', '', undefined, EXPECTED.rate(ratePerSecond)));
  }
  const taken = reception.take(route, message);
  if (ratePerSecond !== null) {
    account.rate.spend(taken.received, now);
    if (version === 4) slowDown(connection, account.rate.debt(now));
  }
  return taken;
}

function slowDown(connection: Connection, millis: number): void {
  if (millis === 0 || connection.isSlowed) return;
  connection.isSlowed = true;
  connection.pause(PAUSE.rate);
  setTimeout(() => {
    connection.isSlowed = false;
    const { account } = connection.session!;
    const debt = account.rate.debt(connection.surroundings.clock.now());
    if (debt > 0 && connection.state === 'open') slowDown(connection, debt);
    else connection.resume(PAUSE.rate);
  }, millis).unref();
}

/** A message too large to be taken is a refused one: nothing is dropped in silence. */
export function refuseOversized(connection: Connection, size: number, begun: Buffer): void {
  const { surroundings, session, now } = connection;
  const { topic, payload } = begunPublish(begun);
  const message = {
    account: session!.account,
    topic,
    payload,
    size,
    receivedAt: now,
    transport: 'mqtt',
    repeated: false,
  } as const;
  const expected = EXPECTED.size(surroundings.limits.packetBytes);
  surroundings.reception.refuse(message, refusal('E_SIZE', '', size, expected));
}
