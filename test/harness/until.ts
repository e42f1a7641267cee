export interface Until {
  readonly within: number;
  readonly every?: number;
  readonly what?: () => string;
}

/** Asks again and again until it is so, and resolves to how long that took: for states of another process that cannot be awaited. */
export async function until(
  isSo: () => Promise<boolean> | boolean,
  { within, every = 50, what }: Until,
): Promise<number> {
  const started = Date.now();
  while (!(await isSo())) {
    if (Date.now() - started > within)
      throw new Error(`not within ${within} ms: ${what?.() ?? isSo.toString()}`);
    await new Promise((again) => setTimeout(again, every));
  }
  return Date.now() - started;
}
