/** A pause that doubles with each attempt, half of it left to chance, so that many do not come back at once. */
export function pauseBefore(
  attempt: number,
  { firstPause, longestPause }: { readonly firstPause: number; readonly longestPause: number },
  random: () => number = Math.random,
): number {
  const whole = Math.min(longestPause, firstPause * 2 ** (attempt - 1));
  return whole / 2 + (random() * whole) / 2;
}
