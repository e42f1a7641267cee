import type { IncomingMessage } from 'node:http';
import { LIMITS } from '../limits.js';
import { Problem } from './problem.js';

/**
 * The JSON of a request. The media type is insisted on: a form of another site cannot send it without being asked
 * first by the browser whether it may.
 */
export async function jsonOf(request: IncomingMessage): Promise<unknown> {
  if (!/^application\/(?:[\w.+-]+\+)?json\b/i.test(request.headers['content-type'] ?? ''))
    throw new Problem('E_MEDIA', {
      vi: 'cần Content-Type: application/json',
      en: 'send Content-Type: application/json',
    });
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LIMITS.body)
      throw new Problem('E_SIZE', {
        vi: `nhiều nhất ${LIMITS.body} byte`,
        en: `at most ${LIMITS.body} bytes`,
      });
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch (error) {
    throw new Problem('E_JSON', { vi: 'cần một giá trị JSON', en: 'send one JSON value' }, { cause: error });
  }
}
