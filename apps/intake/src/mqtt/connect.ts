import { randomUUID } from 'node:crypto';
import type { GatewayAccess } from '@toancanh/access';
import { type Gateway, isLoopback } from '@toancanh/runtime';
import type { IConnackPacket, IConnectPacket } from 'mqtt-packet';
import { MQTT_LIMITS } from '../limits.js';
import { OwnTopics } from './own-topics.js';
import type { Connection } from './connection.js';
import { REASON, returnCodeOf } from './reasons.js';
import type { Session } from './session.js';

type Answer = Awaited<ReturnType<GatewayAccess<Gateway>['authenticate']>>;
type Denied = Exclude<Answer, Gateway>['reason'];

const DENIALS: Readonly<Record<Denied, number>> = {
  unknown: REASON.badUserOrPassword,
  password: REASON.badUserOrPassword,
  loopback: REASON.notAuthorised,
  busy: REASON.serverBusy,
};

/** CONNECT (3.1): who it is, what it may, which session goes on. Every way ends with a CONNACK. */
export async function handleConnect(connection: Connection, packet: IConnectPacket): Promise<void> {
  const { surroundings } = connection;
  if (packet.protocolVersion === 3) return refuseConnect(connection, REASON.unsupportedVersion);
  connection.version = packet.protocolVersion === 5 ? 5 : 4;
  const { properties, will } = packet;
  if (properties?.authenticationMethod !== undefined) return refuseConnect(connection, REASON.badMethod);
  if (packet.username === undefined) return refuseConnect(connection, REASON.notAuthorised);
  if (
    packet.clientId.length > MQTT_LIMITS.text ||
    (packet.clientId === '' && !packet.clean && connection.version === 4)
  ) {
    return refuseConnect(connection, REASON.clientIdNotValid);
  }
  if (surroundings.counts.connected >= surroundings.limits.connections) {
    return refuseConnect(connection, REASON.serverBusy);
  }
  const answer = await surroundings.access.authenticate(
    packet.username,
    packet.password ?? Buffer.alloc(0),
    isLoopback((connection.socket.remoteAddress ?? '').replace(/^::ffff:/, '')),
  );
  if (connection.state !== 'checking') return;
  if ('reason' in answer) return refuseConnect(connection, DENIALS[answer.reason]);
  if (will) {
    // The only thing that a gateway can leave behind is its state.
    const route = new OwnTopics(answer.id).routeOf(will.topic);
    if (route === 'foreign') return refuseConnect(connection, REASON.notAuthorised);
    if (route !== 'state') return refuseConnect(connection, REASON.topicNameInvalid);
    if (will.retain && connection.version === 5) return refuseConnect(connection, REASON.retainNotSupported);
    connection.will = {
      payload: Buffer.from(will.payload),
      delay: will.properties?.willDelayInterval ?? 0,
    };
  }
  welcome(connection, packet, answer);
}

function welcome(connection: Connection, packet: IConnectPacket, gateway: Gateway): void {
  const { sessions, accounts } = connection.surroundings;
  const clientId = packet.clientId || `toancanh-${randomUUID()}`;
  const before = sessions.find(gateway.id, clientId);
  // 3.1.4-3: two clients never share an id; the newer one has it.
  before?.carrier?.close(REASON.takenOver, 'session taken over');
  const kept = packet.clean ? undefined : sessions.find(gateway.id, clientId);
  const session = kept ?? sessions.create(accounts.of(gateway), clientId);
  sessions.arrived(session);

  const { properties } = packet;
  const asked = properties?.sessionExpiryInterval ?? 0;
  const unended = connection.version === 5 ? asked : packet.clean ? 0 : Infinity;
  session.expiry = Math.min(unended, MQTT_LIMITS.sessionExpiry);
  session.window = Math.min(
    properties?.receiveMaximum ?? MQTT_LIMITS.sessionInFlight,
    MQTT_LIMITS.sessionInFlight,
  );
  session.carrier = connection;
  connection.session = session;
  connection.largest = properties?.maximumPacketSize ?? Infinity;
  connection.tellsReasons = properties?.requestProblemInformation !== false;
  // 3.1.2.10: one and a half times the keep-alive.
  connection.patience = (packet.keepalive ?? 0) * 1_500;

  connection.send(
    connack(connection, kept !== undefined, packet.clientId === '' ? clientId : undefined, session, asked),
  );
  connection.opened();
  session.resume();
}

function connack(
  { version, surroundings: { limits } }: Connection,
  sessionPresent: boolean,
  assignedClientIdentifier: string | undefined,
  { expiry }: Session,
  asked: number,
): IConnackPacket {
  if (version === 4) return { cmd: 'connack', sessionPresent, returnCode: 0 };
  return {
    cmd: 'connack',
    sessionPresent,
    reasonCode: REASON.success,
    properties: {
      receiveMaximum: limits.inFlight,
      retainAvailable: false,
      maximumPacketSize: limits.packetBytes,
      topicAliasMaximum: 0,
      subscriptionIdentifiersAvailable: false,
      sharedSubscriptionAvailable: false,
      ...(assignedClientIdentifier !== undefined && { assignedClientIdentifier }),
      ...(expiry < asked && { sessionExpiryInterval: expiry }),
    },
  };
}

export function refuseConnect(connection: Connection, reason: number): void {
  connection.surroundings.counts.refused += 1;
  connection.send(
    connection.version === 5
      ? { cmd: 'connack', sessionPresent: false, reasonCode: reason }
      : { cmd: 'connack', sessionPresent: false, returnCode: returnCodeOf(reason) },
  );
  connection.finish();
}
