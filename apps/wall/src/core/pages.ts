/** How long the strip stays on a page, ms. */
export const PAGE_TIME = 20_000;

/** The page at a server's instant: the same on every wall without a message between them. */
export function pageAt(serverTime: number, pages: number): number {
  return pages > 0 ? Math.floor(serverTime / PAGE_TIME) % pages : 0;
}
