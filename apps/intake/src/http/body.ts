import type { IncomingMessage } from 'node:http';

/**
 * A request's body; of one over `limit` only the beginning, with the rest left unread. Undefined if the sender went away.
 * Not by iteration: leaving a loop early would destroy the socket that the answer needs.
 */
export function bodyOf(
  request: IncomingMessage,
  limit: number,
): Promise<{ bytes: Buffer; tooLarge: boolean } | undefined> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const done = (complete: boolean) => {
      request.off('data', take).off('end', ended).off('close', closed);
      resolve(complete ? { bytes: Buffer.concat(chunks), tooLarge: size > limit } : undefined);
    };
    const take = (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size <= limit) return;
      request.pause();
      done(true);
    };
    const ended = () => done(true);
    const closed = () => done(false);
    request.on('data', take).on('end', ended).on('close', closed);
    request.on('error', () => undefined);
  });
}
