import type { RejectCode } from '@toancanh/events';
import type { Response } from 'express';

/** RFC 9457, with the same words in Vietnamese. */
export interface Problem {
  readonly status: number;
  readonly title: string;
  readonly code: RejectCode | 'E_LOG' | 'E_MEDIA';
  readonly detail: string;
  readonly detail_vi: string;
}

export function sendProblem(response: Response, problem: Problem, more: object = {}): void {
  response
    .status(problem.status)
    .type('application/problem+json')
    .send(JSON.stringify({ type: `urn:toancanh:problem:${problem.code}`, ...problem, ...more }));
}

export const PROBLEMS = {
  credential: {
    status: 401,
    title: 'Unauthorized',
    code: 'E_AUTH',
    detail: 'The name or the credential of the gateway is wrong, or it may not come from this address.',
    detail_vi: 'Sai tên cổng hoặc mật khẩu, hoặc cổng không được phép gửi từ địa chỉ này.',
  },
  media: (taken: readonly string[]) => ({
    status: 415,
    title: 'Unsupported Media Type',
    code: 'E_MEDIA' as const,
    detail: `Send ${taken.join(' or ')}, without a content encoding.`,
    detail_vi: `Gửi ${taken.join(' hoặc ')}, không nén.`,
  }),
  busy: {
    status: 503,
    title: 'Service Unavailable',
    code: 'E_LOG',
    detail: 'The log cannot take the readings now; send them again later. A repetition does no harm.',
    detail_vi: 'Nhật ký chưa nhận được số đo; hãy gửi lại sau. Gửi trùng không gây hại.',
  },
  size: (most: number) => ({
    status: 413,
    title: 'Content Too Large',
    code: 'E_SIZE' as const,
    detail: `A message has at most ${most} bytes; split it.`,
    detail_vi: `Một bản tin có nhiều nhất ${most} byte; hãy chia nhỏ.`,
  }),
  rate: (most: number) => ({
    status: 429,
    title: 'Too Many Requests',
    code: 'E_RATE' as const,
    detail: `The gateway may send ${most} readings a second.`,
    detail_vi: `Cổng được gửi ${most} số đo mỗi giây.`,
  }),
  key: {
    status: 422,
    title: 'Unprocessable Content',
    code: 'E_DUP',
    detail: 'This Idempotency-Key came with another body before; a new message needs a new key.',
    detail_vi: 'Idempotency-Key này đã được dùng cho nội dung khác; bản tin mới cần khóa mới.',
  },
  refused: (code: RejectCode) => ({
    status: 422,
    title: 'Unprocessable Content',
    code,
    detail: 'All readings of the message were refused; each says why.',
    detail_vi: 'Mọi số đo trong bản tin đều bị từ chối; lý do ghi ở từng số đo.',
  }),
} as const satisfies Record<string, Problem | ((of: never) => Problem)>;
