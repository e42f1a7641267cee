import type {
  IDisconnectPacket,
  IPubrelPacket,
  ISubscribePacket,
  IUnsubscribePacket,
  Packet,
} from 'mqtt-packet';
import { MQTT_LIMITS } from '../limits.js';
import type { Connection } from './connection.js';
import { REASON } from './reasons.js';

const PINGRESP = Buffer.from([0xd0, 0]);
const FAILURE_311 = 0x80;

/** Every packet of an open connection but PUBLISH. */
export function handleControl(connection: Connection, packet: Packet): void {
  switch (packet.cmd) {
    case 'pingreq':
      return connection.sendBytes(PINGRESP);
    case 'puback':
      return connection.session!.acknowledged(packet.messageId!);
    case 'pubrel':
      return handleRelease(connection, packet);
    case 'subscribe':
      return handleSubscribe(connection, packet);
    case 'unsubscribe':
      return handleUnsubscribe(connection, packet);
    case 'disconnect':
      return handleDisconnect(connection, packet);
    default:
      // A second CONNECT (3.1.0-2), packets that only a server sends, answers to QoS 2 which we never send, AUTH.
      return connection.fail(REASON.protocolError, `unexpected ${packet.cmd}`);
  }
}

/** PUBREL (3.6): the id is free again. */
function handleRelease(connection: Connection, { messageId }: IPubrelPacket): void {
  const released = connection.session!.received.delete(messageId!);
  connection.send({
    cmd: 'pubcomp',
    messageId: messageId!,
    reasonCode: released ? REASON.success : REASON.idNotFound,
  });
}

/** SUBSCRIBE (3.8): only what is addressed to the gateway itself. QoS 2 is granted as 1 (3.8.4). */
function handleSubscribe(connection: Connection, packet: ISubscribePacket): void {
  const { version } = connection;
  const session = connection.session!;
  const { messageId, subscriptions, properties } = packet;
  if (!messageId || messageId < 0) return connection.fail(REASON.protocolError, 'message id');
  // 3.8.3-2: a SUBSCRIBE without a filter.
  if (subscriptions.length === 0) return connection.fail(REASON.protocolError, 'no topic filter');
  const granted = subscriptions.map(({ topic, qos }) => {
    if (properties?.subscriptionIdentifier !== undefined) return REASON.subscriptionIdsNotSupported;
    const covers = session.topics.covered(topic);
    if (covers === 'foreign') return REASON.notAuthorised;
    if (covers === 'invalid') return REASON.topicFilterInvalid;
    if (covers === 'shared') return REASON.sharedNotSupported;
    return session.subscribe(topic, qos, covers);
  });
  connection.send({
    cmd: 'suback',
    messageId,
    granted: version === 5 ? granted : granted.map((code) => (code >= FAILURE_311 ? FAILURE_311 : code)),
  });
}

/** UNSUBSCRIBE (3.10). */
function handleUnsubscribe(connection: Connection, { messageId, unsubscriptions }: IUnsubscribePacket): void {
  if (!messageId || messageId < 0) return connection.fail(REASON.protocolError, 'message id');
  if (unsubscriptions.length === 0) return connection.fail(REASON.protocolError, 'no topic filter');
  const granted = unsubscriptions.map((filter) =>
    connection.session!.unsubscribe(filter) ? REASON.success : REASON.noSubscription,
  );
  connection.send({ cmd: 'unsuback', messageId, granted });
}

/** DISCONNECT (3.14): the client goes in order, so its will is not published unless it asks for that. */
function handleDisconnect(connection: Connection, { reasonCode, properties }: IDisconnectPacket): void {
  const session = connection.session!;
  const expiry = properties?.sessionExpiryInterval;
  if (expiry !== undefined) {
    // 3.14.2.2.2: a session that was to end with the connection cannot be kept by its last word.
    if (session.expiry === 0 && expiry !== 0) return connection.fail(REASON.protocolError, 'session expiry');
    session.expiry = Math.min(expiry, MQTT_LIMITS.sessionExpiry);
  }
  if (reasonCode !== REASON.withWill) connection.will = undefined;
  connection.finish();
}
