const KEY = 'reloaded-for';

/**
 * Reloads the page once for each build of the server that is not its own. Once, because a page that stays the same after
 * the reload (a proxy's cache, say) would otherwise reload for ever.
 */
export function reloadForBuild(own: string, server: string): void {
  if (own === server || sessionStorage.getItem(KEY) === server) return;
  sessionStorage.setItem(KEY, server);
  location.reload();
}
