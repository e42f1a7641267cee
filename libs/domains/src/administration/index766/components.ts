import type { Bilingual } from '@toancanh/events';

/** `zero`: nothing to count is worth nothing. `full`: nothing to complain of is worth all of it. */
export type WhenNone = 'zero' | 'full';

/** One line of the index for serving citizens and enterprises (Decision 766/QĐ-TTg of 2022-06-23). */
export interface Component {
  readonly code: string;
  readonly group: GroupCode;
  readonly title: Bilingual;
  readonly max: number;
  /** The ratio that is worth all points. */
  readonly full: number;
  readonly whenNone: WhenNone;
}

export const GROUPS = [
  { code: 'openness', title: { vi: 'Công khai, minh bạch', en: 'Openness' } },
  { code: 'progress', title: { vi: 'Tiến độ giải quyết', en: 'Progress' } },
  { code: 'online', title: { vi: 'Dịch vụ công trực tuyến', en: 'Online services' } },
  { code: 'payment', title: { vi: 'Thanh toán trực tuyến', en: 'Online payment' } },
  { code: 'digitisation', title: { vi: 'Số hóa hồ sơ', en: 'Digitisation' } },
  { code: 'satisfaction', title: { vi: 'Mức độ hài lòng', en: 'Satisfaction' } },
] as const satisfies readonly { code: string; title: Bilingual }[];
export type GroupCode = (typeof GROUPS)[number]['code'];

function component(
  group: GroupCode,
  code: string,
  max: number,
  vi: string,
  en: string,
  { full = 1, whenNone = 'zero' }: { full?: number; whenNone?: WhenNone } = {},
): Component {
  return { group, code, max, title: { vi, en }, full, whenNone };
}

/**
 * The portal's own codes where it has one. Points and forms are those that the figures shown by the national portal in
 * 2026 agree with; the portal shows payment as a group of its own.
 */
export const COMPONENTS: readonly Component[] = [
  component('openness', 'PUBLISH_ON_TIME', 6, 'Công bố đúng hạn', 'Published on time'),
  component('openness', 'PUBLIC_UPDATE_ON_TIME', 4, 'Cập nhật đúng hạn', 'Updated on time'),
  component('openness', 'PUBLIC_CONTENT_FULL', 2, 'Đầy đủ nội dung', 'Full content'),
  component('openness', 'DOSSIER_SYNC', 6, 'Hồ sơ đồng bộ', 'Dossiers synchronised'),
  component('progress', 'ON_TIME', 20, 'Trước và đúng hạn', 'Before or on time'),
  component('online', 'ONLINE_OFFERED', 2, 'Thủ tục cung cấp trực tuyến', 'Procedures offered online', {
    full: 0.8,
  }),
  component('online', 'ONLINE_USED', 4, 'Dịch vụ có phát sinh hồ sơ', 'Services that have dossiers'),
  component('online', 'ONLINE_FILED', 6, 'Hồ sơ nộp trực tuyến', 'Dossiers filed online', { full: 0.5 }),
  component('payment', 'PAID_DOSSIERS', 6, 'Hồ sơ thanh toán trực tuyến', 'Dossiers paid online'),
  component('payment', 'PAID_PROCEDURES', 2, 'Thủ tục có thanh toán', 'Procedures with a payment', {
    full: 0.8,
  }),
  component('payment', 'PAYMENT_INTEGRATED', 2, 'Thủ tục tích hợp', 'Procedures integrated', { full: 0.8 }),
  component('digitisation', 'ORIGINAL_RESULT_AVAILABLE', 6, 'Kết quả điện tử', 'Electronic result'),
  component('digitisation', 'SO_HOA_GIAY_TO_GIAI_QUYET', 4, 'Hồ sơ được số hóa', 'Dossiers digitised'),
  component('digitisation', 'REUSED_DIGITIZED_DATA', 2, 'Tái sử dụng dữ liệu', 'Data reused', { full: 0.8 }),
  component(
    'digitisation',
    'SYNCED_WITH_DVCQG_PERSONAL_STORAGE',
    4,
    'Chia sẻ kho cá nhân',
    'Shared to storage',
  ),
  component(
    'digitisation',
    'CITIZEN_DATA_CONNECTED_DOSSIER',
    2,
    'Hồ sơ dùng dữ liệu dân cư',
    'Population data used',
  ),
  component(
    'digitisation',
    'CITIZEN_DATA_CONNECTED_FORMALITY',
    2,
    'Thủ tục kết nối dân cư',
    'Population data connected',
  ),
  component(
    'digitisation',
    'ELECTRONIC_CERTIFIED_COPY',
    2,
    'Chứng thực bản sao điện tử',
    'Certified electronic copies',
  ),
  component('satisfaction', 'PETITION_PROCESSING_ON_TIME', 6, 'Phản ánh đúng hạn', 'Petitions on time', {
    whenNone: 'full',
  }),
  component(
    'satisfaction',
    'PETITION_HANDLING_SATISFACTION',
    6,
    'Hài lòng phản ánh',
    'Petition satisfaction',
    { whenNone: 'full' },
  ),
  component('satisfaction', 'DOSSIER_RECEIVING_SATISFACTION', 6, 'Hài lòng hồ sơ', 'Dossier satisfaction', {
    full: 0.9,
  }),
];

const byCode = new Map(COMPONENTS.map((one) => [one.code, one]));

export function componentOf(code: string): Component | undefined {
  return byCode.get(code);
}
