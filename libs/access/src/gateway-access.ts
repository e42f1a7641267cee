import { createHmac, randomBytes } from 'node:crypto';
import { type Credential, parseCredential, verifyCredential } from './credential.js';

/** What access needs to know of a gateway. */
export interface AccessGateway {
  readonly id: string;
  readonly credential: string;
  readonly loopbackOnly: boolean;
}

/** Why nobody is let in: the name is not known, the password is not its, it may come from this machine only, or too many are being checked. */
export interface Denied {
  readonly reason: 'unknown' | 'password' | 'loopback' | 'busy';
}

export interface AccessLimits {
  /** Passwords checked at the same time: each takes a thread and 16 MiB. */
  readonly checking: number;
  /** Checks that wait; above it the answer is `busy`. */
  readonly waiting: number;
  /** Answers remembered; the oldest is forgotten. */
  readonly remembered: number;
}

const LIMITS: AccessLimits = { checking: 2, waiting: 1_000, remembered: 20_000 };

/** Compared with for names that nobody has, so that a wrong name takes as long as a wrong password. */
const NOBODY: Credential = { n: 16_384, salt: randomBytes(16), hash: randomBytes(32) };

/**
 * Lets gateways in by name and password. An answer is remembered under a keyed hash of name, password and credential
 * (the password itself is never kept), so that ten thousand connects, or one gateway that tries a wrong password each
 * second, cost one scrypt. A changed credential changes the key and so forgets the answer.
 */
export class GatewayAccess<G extends AccessGateway = AccessGateway> {
  readonly #key = randomBytes(32);
  readonly #answers = new Map<string, boolean>();
  readonly #pending = new Map<string, Promise<boolean | 'busy'>>();
  readonly #queue: (() => void)[] = [];
  readonly #limits: AccessLimits;
  #checking = 0;

  constructor(
    private readonly gateways: ReadonlyMap<string, G>,
    limits: Partial<AccessLimits> = {},
  ) {
    this.#limits = { ...LIMITS, ...limits };
  }

  async authenticate(
    user: string,
    password: string | Buffer,
    remoteIsLoopback: boolean,
  ): Promise<G | Denied> {
    const gateway = this.gateways.get(user);
    if (gateway?.loopbackOnly && !remoteIsLoopback) return { reason: 'loopback' };
    const right = await this.#check(user, password, gateway?.credential ?? '');
    if (right === 'busy') return { reason: 'busy' };
    if (!gateway) return { reason: 'unknown' };
    return right ? gateway : { reason: 'password' };
  }

  #check(user: string, password: string | Buffer, credential: string): Promise<boolean | 'busy'> {
    const digest = this.#digest(user, password, credential);
    const known = this.#answers.get(digest);
    if (known !== undefined) return Promise.resolve(known);
    const pending = this.#pending.get(digest);
    if (pending) return pending;
    const check = this.#verify(password, parseCredential(credential)).finally(() =>
      this.#pending.delete(digest),
    );
    this.#pending.set(digest, check);
    void check.then(
      (right) => right !== 'busy' && this.#remember(digest, right),
      () => undefined,
    );
    return check;
  }

  async #verify(password: string | Buffer, credential: Credential | undefined): Promise<boolean | 'busy'> {
    if (this.#checking >= this.#limits.checking) {
      if (this.#queue.length >= this.#limits.waiting) return 'busy';
      await new Promise<void>((turn) => this.#queue.push(turn));
    } else {
      this.#checking += 1;
    }
    try {
      const right = await verifyCredential(password, credential ?? NOBODY);
      return right && credential !== undefined;
    } finally {
      // The turn is handed on, so `checking` stays as it is while somebody waits.
      const next = this.#queue.shift();
      if (next) next();
      else this.#checking -= 1;
    }
  }

  #remember(digest: string, right: boolean): void {
    if (this.#answers.size >= this.#limits.remembered) {
      const [oldest] = this.#answers.keys();
      this.#answers.delete(oldest!);
    }
    this.#answers.set(digest, right);
  }

  #digest(user: string, password: string | Buffer, credential: string): string {
    return createHmac('sha256', this.#key)
      .update(JSON.stringify([user, credential]))
      .update('\n')
      .update(password)
      .digest('base64');
  }
}
