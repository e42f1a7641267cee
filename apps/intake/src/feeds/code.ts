/** Codes of stations are often numbers. What is neither text nor number is left for the screen to refuse. */
export function codeOf(sent: unknown, prefix = ''): unknown {
  return typeof sent === 'string' || Number.isSafeInteger(sent) ? prefix + String(sent) : sent;
}
