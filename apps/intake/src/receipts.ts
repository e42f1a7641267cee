import type { Accounts, Receipt } from './desk/account.js';
import type { Sessions } from './mqtt/sessions.js';

const EVERY = 1_000;

/** Once a second, tells each gateway that sent something how far it is in the log. */
export class Receipts {
  readonly #told = new Map<string, Receipt>();
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly accounts: Accounts,
    private readonly sessions: Sessions,
  ) {}

  start(): void {
    this.#timer = setInterval(() => this.tell(), EVERY);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  tell(): void {
    for (const account of this.accounts.all()) {
      const { settled, gateway } = account;
      // An account's receipt is replaced when a batch with something of its gateway is in the log.
      const before = this.#told.get(gateway.id);
      if (settled === before || settled.received === (before?.received ?? 0)) continue;
      this.#told.set(gateway.id, settled);
      this.sessions.postReceipt(account);
    }
  }
}
