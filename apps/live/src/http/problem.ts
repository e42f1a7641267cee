import type { Bilingual } from '@toancanh/events';
import { Type } from '@sinclair/typebox';

/** Every way in which a call can be refused: its status, and what it means whatever the details are. */
export const PROBLEMS = {
  E_QUERY: { status: 400, title: { vi: 'Tham số không hợp lệ', en: 'Bad parameter' } },
  E_CURSOR: { status: 400, title: { vi: 'Con trỏ trang không hợp lệ', en: 'Bad cursor' } },
  E_JSON: { status: 400, title: { vi: 'Nội dung không phải JSON', en: 'The body is no JSON' } },
  E_SCHEMA: { status: 400, title: { vi: 'Nội dung sai cấu trúc', en: 'The body has another shape' } },
  E_SENSITIVE: { status: 403, title: { vi: 'Số liệu nhạy cảm', en: 'Sensitive numbers' } },
  E_AREA: { status: 404, title: { vi: 'Không có khu vực này', en: 'No such area' } },
  E_ALERT: { status: 404, title: { vi: 'Không có báo động này', en: 'No such alert' } },
  E_FIGURE: { status: 404, title: { vi: 'Không có chỉ tiêu này', en: 'No such figure' } },
  E_NOT_FOUND: { status: 404, title: { vi: 'Không tìm thấy', en: 'Not found' } },
  E_VERSION: { status: 409, title: { vi: 'Đã có người xử lý trước', en: 'Somebody was first' } },
  E_NOT_COMPARABLE: {
    status: 422,
    title: { vi: 'Không so sánh được qua lần thay đổi địa giới', en: 'Not comparable across a reform' },
  },
  E_PERSONAL: { status: 422, title: { vi: 'Có dữ liệu cá nhân', en: 'Personal data' } },
  E_COMPUTED: { status: 422, title: { vi: 'Chỉ tiêu được tính, không nhập', en: 'The figure is computed' } },
  E_SIZE: { status: 413, title: { vi: 'Nội dung quá lớn', en: 'The body is too big' } },
  E_MEDIA: { status: 415, title: { vi: 'Cần nội dung JSON', en: 'A JSON body is needed' } },
  E_IF_MATCH: { status: 428, title: { vi: 'Thiếu phiên bản đã xem', en: 'The version seen is missing' } },
  E_RATE: { status: 429, title: { vi: 'Quá nhiều trong một phút', en: 'Too many in a minute' } },
  E_INTERNAL: { status: 500, title: { vi: 'Lỗi bên trong', en: 'Internal fault' } },
  E_TIMEOUT: { status: 503, title: { vi: 'Chưa có trả lời', en: 'No answer yet' } },
  E_LOG: { status: 503, title: { vi: 'Nhật ký dữ liệu chưa nhận được', en: 'The log cannot take it' } },
  E_FULL: { status: 507, title: { vi: 'Không còn chỗ', en: 'There is no room' } },
  E_STORE: { status: 503, title: { vi: 'Kho dữ liệu chưa trả lời', en: 'The store does not answer' } },
} as const satisfies Record<string, { status: number; title: Bilingual }>;
export type ProblemCode = keyof typeof PROBLEMS;

/** The body of an error, as `application/problem+json` (RFC 9457). */
export const ProblemBody = Type.Object({
  type: Type.String({ description: 'urn:toancanh:problem:<code>' }),
  title: Type.String(),
  status: Type.Integer(),
  code: Type.String(),
  detail: Type.String(),
  detail_vi: Type.String(),
});

/** Thrown by a read or a command; `ProblemFilter` makes the answer of it. */
export class Problem extends Error {
  /** Members of its own that this kind of problem has besides those of every one. */
  readonly more: object;

  constructor(
    readonly code: ProblemCode,
    readonly detail: Bilingual,
    options?: { cause?: unknown; more?: object },
  ) {
    super(detail.en, options);
    this.name = 'Problem';
    this.more = options?.more ?? {};
  }

  get status(): number {
    return PROBLEMS[this.code].status;
  }

  body() {
    const { status, title } = PROBLEMS[this.code];
    return {
      type: `urn:toancanh:problem:${this.code}`,
      title: title.en,
      status,
      code: this.code,
      detail: this.detail.en,
      detail_vi: this.detail.vi,
      ...this.more,
    };
  }
}
