/** What a server's answer to a write means. */
export type Verdict =
  | { readonly is: 'written' }
  /** Points of the request are refused; the others may have been written. */
  | { readonly is: 'refused'; readonly reason: string }
  /** The request holds more than the server takes at once. */
  | { readonly is: 'too-large'; readonly reason: string }
  /** There is no such database or retention policy (any more). */
  | { readonly is: 'homeless'; readonly reason: string }
  /** The server is busy or ill: the same request may be taken later. */
  | { readonly is: 'later'; readonly reason: string; readonly after?: number }
  /** Nothing of this kind will be taken until a person acts. */
  | { readonly is: 'barred'; readonly reason: string };

const OF_POINTS = /partial write|unable to parse|field type conflict|beyond retention|out of range/i;
const HOMELESS = /(database|retention policy|bucket).*not found/i;

/** Whether a reason says that database or retention policy are not there. */
export function isHomeless(reason: string): boolean {
  return HOMELESS.test(reason);
}

/**
 * Only an answer that speaks of points condemns points: any other 400 is about the request, and repeating is safer than
 * dropping what the log will forget. A policy that is gone is a 500 to InfluxDB 1.x, a database that is gone a 404.
 */
export function verdictOf(
  status: number,
  body: string,
  retryAfter: string | undefined,
  now: number,
): Verdict {
  const reason = `${status} ${reasonIn(body)}`.trim();
  if (status >= 200 && status < 300) return { is: 'written' };
  if (isHomeless(reason)) return { is: 'homeless', reason };
  if ((status === 400 || status === 422) && OF_POINTS.test(reason)) return { is: 'refused', reason };
  if (status === 413) return { is: 'too-large', reason };
  if (status === 408 || status === 429 || status >= 500) {
    const after = millisOf(retryAfter, now);
    return after === undefined ? { is: 'later', reason } : { is: 'later', reason, after };
  }
  return { is: 'barred', reason };
}

/** How many points the server says it left out, where it says so. */
export function droppedIn(reason: string): number | undefined {
  const dropped = /dropped=(\d+)/.exec(reason)?.[1];
  return dropped === undefined ? undefined : Number(dropped);
}

/** 1.x and 2.x say `error` and `message`; a proxy says what it likes. Never longer than a line of a log. */
function reasonIn(body: string): string {
  let reason = body;
  try {
    const parsed = JSON.parse(body) as { error?: unknown; message?: unknown };
    reason = String(parsed.error ?? parsed.message ?? body);
  } catch {
    // Not JSON: as it came.
  }
  // The count of what was dropped stands at the end.
  return reason.length <= 400 ? reason : `${reason.slice(0, 300)} … ${reason.slice(-80)}`;
}

/** Seconds or an HTTP date (RFC 9110, 10.2.3). */
function millisOf(retryAfter: string | undefined, now: number): number | undefined {
  if (retryAfter === undefined) return undefined;
  const millis = /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1_000 : Date.parse(retryAfter) - now;
  return Number.isFinite(millis) ? Math.max(0, millis) : undefined;
}
