import mqtt, { type IClientOptions, type MqttClient } from 'mqtt';
import { BROKER_LIMITS } from '../limits.js';
import type { BrokerAddress } from './broker-address.js';
import type { ProtocolVersion } from './protocol-choice.js';

/**
 * A client for one connection; it never connects again by itself, since what it holds of this connection must not meet the
 * next. The session is the broker's to keep (clean start false).
 */
export function dial(
  { protocol, host, port, username, password }: BrokerAddress,
  clientId: string,
  protocolVersion: ProtocolVersion,
  receiveMaximum: number,
): MqttClient {
  const options: IClientOptions = {
    protocol,
    host,
    port,
    clientId,
    protocolVersion,
    clean: false,
    keepalive: BROKER_LIMITS.keepalive,
    connectTimeout: BROKER_LIMITS.connectWithin,
    reconnectPeriod: 0,
    resubscribe: false,
    queueQoSZero: false,
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
    ...(protocolVersion === 5 && {
      properties: {
        sessionExpiryInterval: BROKER_LIMITS.sessionExpiry,
        receiveMaximum,
        maximumPacketSize: BROKER_LIMITS.packetBytes,
      },
    }),
  };
  return mqtt.connect(options);
}
