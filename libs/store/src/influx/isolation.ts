import type { Refused } from './line-batch.js';
import { droppedIn } from './write-answer.js';

/**
 * Writes lines and gives those that the server refuses, each with its reason: what is refused in part is halved until the
 * bad ones are alone. The good halves are written again, which changes nothing. `write` gives the reason of a refusal.
 */
export async function refusedOf(
  lines: readonly string[],
  write: (lines: readonly string[]) => Promise<string | undefined>,
): Promise<readonly Refused[]> {
  const reason = await write(lines);
  if (reason === undefined) return [];
  if (lines.length === 1 || droppedIn(reason) === lines.length) {
    return lines.map((point) => ({ point, reason }));
  }
  const half = lines.length >> 1;
  return [...(await refusedOf(lines.slice(0, half), write)), ...(await refusedOf(lines.slice(half), write))];
}
