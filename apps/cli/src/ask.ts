import type { Context } from './context.js';
import { CommandError, EXIT } from './exit.js';

const ANSWER_WITHIN = 10_000;

/** GET of the API; every way it can fail is a `CommandError` with its exit code. */
export async function ask<T>({ say }: Pick<Context, 'say'>, base: string, path: string): Promise<T> {
  let response: Response;
  try {
    response = await fetch(base + path, { signal: AbortSignal.timeout(ANSWER_WITHIN) });
  } catch (error) {
    throw new CommandError(EXIT.notReachable, say('notReachable', { at: base, why: reasonOf(error, say) }), {
      cause: error,
    });
  }
  if (response.ok) return (await response.json()) as T;
  if (response.status === 401 || response.status === 403) {
    throw new CommandError(EXIT.notAuthorised, say('notAuthorised', { at: base }));
  }
  const problem = (await response.json().catch(() => ({}))) as Problem;
  const detail = [problem.code, problem.detail ?? response.statusText].filter(Boolean).join(' ');
  throw new CommandError(
    EXIT.failed,
    say('answeredWith', { at: base + path, status: response.status, detail }),
  );
}

/** RFC 9457, as far as it is shown here. */
interface Problem {
  readonly code?: string;
  readonly detail?: string;
}

export function reasonOf(error: unknown, say: Context['say']): string {
  const { name, message, cause } = error as Error;
  if (name === 'TimeoutError') return say('noAnswer', { seconds: ANSWER_WITHIN / 1000 });
  const { code } = (cause ?? error) as NodeJS.ErrnoException;
  return code ?? (cause instanceof Error ? cause.message : message);
}
