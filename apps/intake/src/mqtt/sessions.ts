import type { Rejection } from '@toancanh/events';
import type { Account } from '../desk/account.js';
import { MQTT_LIMITS } from '../limits.js';
import { Session } from './session.js';

/** Every session, with or without a connection. A client id is free, and unique within its gateway. */
export class Sessions {
  readonly #sessions = new Map<string, Session>();
  readonly #byGateway = new Map<string, Set<Session>>();
  /** Without a connection, the one longest away first. */
  readonly #away = new Set<Session>();

  get size(): number {
    return this.#sessions.size;
  }

  find(gateway: string, clientId: string): Session | undefined {
    return this.#sessions.get(keyOf(gateway, clientId));
  }

  create(account: Account, clientId: string): Session {
    const session = new Session(keyOf(account.gateway.id, clientId), account);
    const before = this.#sessions.get(session.key);
    if (before) this.end(before);
    this.#sessions.set(session.key, session);
    const those = this.#byGateway.get(account.gateway.id) ?? new Set();
    this.#byGateway.set(account.gateway.id, those.add(session));
    return session;
  }

  /** Its client came (back). */
  arrived(session: Session): void {
    this.#away.delete(session);
    session.until = Infinity;
    session.will = undefined;
  }

  /** Its connection is gone: it is over, or waits as long as it said. */
  left(session: Session, now: number): void {
    session.carrier = undefined;
    if (session.expiry === 0) {
      this.end(session);
      return;
    }
    session.until = now + session.expiry * 1000;
    this.#away.add(session);
    if (this.#away.size > MQTT_LIMITS.sessionsAway) {
      const [longest] = this.#away;
      this.end(longest!);
    }
  }

  end(session: Session): void {
    this.#away.delete(session);
    if (this.#sessions.get(session.key) === session) this.#sessions.delete(session.key);
    const those = this.#byGateway.get(session.account.gateway.id);
    those?.delete(session);
    if (those?.size === 0) this.#byGateway.delete(session.account.gateway.id);
  }

  /** Ends the sessions that have been away for as long as they may; answers those whose will is due. */
  sweep(now: number): Session[] {
    const due: Session[] = [];
    for (const session of this.#away) {
      if (session.will && session.will.due <= now) due.push(session);
      if (session.until <= now) this.end(session);
    }
    return due;
  }

  post(rejections: readonly Rejection[]): void {
    for (const rejection of rejections) {
      const those = this.#byGateway.get(rejection.gateway);
      if (!those) continue;
      let payload: Buffer | undefined;
      for (const session of those) {
        if (!session.wants('rejected')) continue;
        payload ??= Buffer.from(JSON.stringify(rejection));
        session.post('rejected', payload);
      }
    }
  }

  postReceipt(account: Account): void {
    let payload: Buffer | undefined;
    for (const session of this.#byGateway.get(account.gateway.id) ?? []) {
      if (!session.wants('receipts')) continue;
      payload ??= Buffer.from(JSON.stringify(account.settled));
      session.post('receipts', payload);
    }
  }
}

function keyOf(gateway: string, clientId: string): string {
  return `${gateway}\0${clientId}`;
}
