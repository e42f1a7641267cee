/** A way to one client that can say how much it still holds. */
export interface Line {
  /** One event: its name and the JSON text of its argument. */
  send(event: string, json: string): void;
  /** Characters sent and not yet taken by the network. */
  readonly pending: number;
}
