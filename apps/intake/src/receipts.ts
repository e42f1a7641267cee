import type { Account, Accounts, Receipt } from './desk/account.js';

const EVERY = 1_000;

/** A way back to gateways. */
export interface ReceiptPost {
  postReceipt(account: Account): void;
}

/** Once a second, tells each gateway that sent something how far it is in the log. */
export class Receipts {
  readonly #told = new Map<string, Receipt>();
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly accounts: Accounts,
    private readonly posts: readonly ReceiptPost[],
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
      for (const post of this.posts) post.postReceipt(account);
    }
  }
}
