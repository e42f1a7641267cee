/** When the newest reading of each area came into the log, by the log's own clock. */
export class AreaAges {
  readonly #newest = new Map<string, number>();

  take(area: string, appendTime: number): void {
    if (appendTime > (this.#newest.get(area) ?? 0)) this.#newest.set(area, appendTime);
  }

  /** The newest of several areas; undefined if nothing was ever heard of any. */
  newestOf(areas: Iterable<string>): number | undefined {
    let newest: number | undefined;
    for (const area of areas) {
      const at = this.#newest.get(area);
      if (at !== undefined && at > (newest ?? -1)) newest = at;
    }
    return newest;
  }
}
