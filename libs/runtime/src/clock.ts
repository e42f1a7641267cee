/** The only clock of an app's shell; tests give their own. Epoch milliseconds. */
export class Clock {
  now(): number {
    return Date.now();
  }
}
