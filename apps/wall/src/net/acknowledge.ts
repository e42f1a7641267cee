import type { AlertView } from '@toancanh/events';

/** `conflict`: somebody else was first, and `detail` says who. */
export type Acknowledgement =
  | { readonly outcome: 'done' }
  | { readonly outcome: 'conflict' | 'refused' | 'unsent'; readonly detail: string };

/** Says that a person has seen this version of an alert. It does not throw: a failure is something to be read. */
export async function acknowledge(
  { id, version }: Pick<AlertView, 'id' | 'version'>,
  who: string,
  note: string,
): Promise<Acknowledgement> {
  try {
    const response = await fetch(`/api/v1/alerts/${encodeURIComponent(id)}/acknowledge`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'if-match': `"${version}"` },
      body: JSON.stringify({ who, ...(note === '' ? {} : { note }) }),
    });
    if (response.ok) return { outcome: 'done' };
    const problem = (await response.json()) as { detail?: string; detail_vi?: string };
    return {
      outcome: response.status === 409 ? 'conflict' : 'refused',
      detail: problem.detail_vi ?? problem.detail ?? `Lỗi ${response.status}`,
    };
  } catch {
    return { outcome: 'unsent', detail: 'Chưa gửi được. Kiểm tra kết nối rồi thử lại.' };
  }
}
