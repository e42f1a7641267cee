import { type EventEmitter, once } from 'node:events';
import { connect } from 'node:net';
import type { Address } from '@toancanh/runtime';
import mqtt from 'mqtt';
import type { Say } from '../texts.js';
import type { Finding } from './finding.js';

const WITHIN = 2_000;

/** Who answers at an address: nobody, this product, something else, or it cannot be told (`why`). */
export type Door =
  | { readonly held: 'free' | 'ours' | 'other' | 'open-broker' }
  | { readonly held: 'unknown'; readonly why: string };

export async function listens({ host, port }: Address): Promise<Door | undefined> {
  const socket = connect({ host, port });
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(WITHIN) });
    return undefined;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return code === 'ECONNREFUSED' ? { held: 'free' } : { held: 'unknown', why: code ?? message };
  } finally {
    socket.destroy();
  }
}

/**
 * A made-up gateway with a made-up password: the product refuses it in MQTT's own words, a broker that lets it in is
 * somebody else's, and what answers nothing is no MQTT.
 */
export async function mqttDoor(address: Address): Promise<Door> {
  const closed = await listens(address);
  if (closed) return closed;
  const client = mqtt.connect({
    ...address,
    username: 'toancanh-doctor',
    password: 'nobody',
    protocolVersion: 5,
    reconnectPeriod: 0,
    connectTimeout: WITHIN,
  });
  try {
    await once(client as unknown as EventEmitter, 'connect', { signal: AbortSignal.timeout(WITHIN) });
    return { held: 'open-broker' };
  } catch (error) {
    return { held: typeof (error as { code?: unknown }).code === 'number' ? 'ours' : 'other' };
  } finally {
    client.on('error', () => undefined);
    client.end(true);
  }
}

/** `running`: whether the city answers over HTTP, so that a port nobody listens at is a fault. */
export function doorFinding(
  check: 'http' | 'mqtt',
  door: Door,
  { at, running, setting }: { at: string; running: boolean; setting: string },
  say: Say,
): Finding {
  const bad = (detail: string, cure: string): Finding => ({ check, verdict: 'bad', detail, cure });
  switch (door.held) {
    case 'ours':
      return { check, verdict: 'good', detail: say('portOurs', { at }) };
    case 'free':
      return running
        ? bad(say('portMissing', { at }), say('portMissingCure', { setting }))
        : { check, verdict: 'note', detail: say('portFree', { at }) };
    case 'other':
      return bad(say('portOther', { at }), say('portCure', { setting }));
    case 'open-broker':
      return bad(say('portOtherBroker', { at }), say('portCure', { setting }));
    case 'unknown':
      return bad(say('portNotHere', { at, why: door.why }), say('portMissingCure', { setting }));
  }
}
