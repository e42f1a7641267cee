import { isUtf8 } from 'node:buffer';

/** `undefined` for bytes that are no JSON text in UTF-8, which no JSON value is. */
export function parseJson(payload: Buffer): unknown {
  const text = payload.toString();
  // Bytes that are no UTF-8 come out as U+FFFD, which somebody may also have written.
  if (text.includes('\ufffd') && !isUtf8(payload)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
