import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import { StoreError } from '@toancanh/store';
import { LogError } from '@toancanh/log';
import { AppLogger } from '@toancanh/runtime';
import type { Request, Response } from 'express';
import { Problem } from './problem.js';

/** Makes an RFC 9457 answer of whatever was thrown on the way. Only what nobody foresaw is logged. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly logger: AppLogger) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<Request>();
    const response = http.getResponse<Response>();
    if (response.headersSent) return void response.destroy();
    const problem = problemOf(thrown, request);
    if (problem.code === 'E_INTERNAL')
      this.logger.error({ error: thrown, method: request.method, path: request.path }, 'a call failed');
    if (problem.status === 503) response.setHeader('Retry-After', '2');
    if (problem.status === 429) response.setHeader('Retry-After', '60');
    response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem.body()));
  }
}

function problemOf(thrown: unknown, { method, path }: Request): Problem {
  if (thrown instanceof Problem) return thrown;
  if (thrown instanceof StoreError && thrown.code === 'STORE_CURSOR') {
    const detail = {
      vi: 'dùng nguyên văn "next" của trang trước, với cùng tham số',
      en: 'send the "next" of the page before as it is, with the same parameters',
    };
    return new Problem('E_CURSOR', detail);
  }
  if (thrown instanceof StoreError)
    return new Problem('E_STORE', { vi: 'hãy thử lại sau', en: thrown.message }, { cause: thrown });
  if (thrown instanceof LogError)
    return new Problem('E_LOG', { vi: 'hãy thử lại sau', en: thrown.message }, { cause: thrown });
  if (thrown instanceof HttpException && thrown.getStatus() === 404)
    return new Problem('E_NOT_FOUND', {
      vi: `không có ${method} ${path}`,
      en: `there is no ${method} ${path}`,
    });
  // Paths that cannot be decoded and the like: refused by the router before anything of ours ran.
  if (isBadRequest(thrown))
    return new Problem('E_QUERY', { vi: 'yêu cầu không đọc được', en: 'the request cannot be read' });
  const detail = { vi: 'xem nhật ký của tiến trình', en: 'see the log of the process' };
  return new Problem('E_INTERNAL', detail, { cause: thrown });
}

function isBadRequest(thrown: unknown): boolean {
  const status =
    thrown instanceof HttpException ? thrown.getStatus() : (thrown as { status?: unknown })?.status;
  return typeof status === 'number' && status >= 400 && status < 500;
}
