import type { Bilingual } from '@toancanh/events';

/** A yearly index that others publish: it is shown as last published, never reckoned here. */
export interface PublishedIndex {
  readonly code: 'PAR' | 'DTI' | 'SIPAS' | 'PAPI' | 'PCI';
  readonly title: Bilingual;
  readonly publisher: string;
  /** The rank that is aimed at. */
  readonly targetRank: number;
  /** Metrics and figures of our own that move in the same direction; they are no part of it. */
  readonly proxies: readonly string[];
}

export const PUBLISHED_INDICES: readonly PublishedIndex[] = [
  {
    code: 'PAR',
    title: { vi: 'Cải cách hành chính', en: 'Public administration reform' },
    publisher: 'Bộ Nội vụ',
    targetRank: 10,
    proxies: ['on_time_share', 'online_share', 'index_766'],
  },
  {
    code: 'DTI',
    title: { vi: 'Chuyển đổi số', en: 'Digital transformation' },
    publisher: 'Bộ Khoa học và Công nghệ',
    targetRank: 10,
    proxies: ['online_share', 'online_payment_share', 'reused_share'],
  },
  {
    code: 'SIPAS',
    title: { vi: 'Hài lòng về phục vụ hành chính', en: 'Satisfaction with administration' },
    publisher: 'Bộ Nội vụ',
    targetRank: 10,
    proxies: ['satisfied_share', 'on_time_share'],
  },
  {
    code: 'PAPI',
    title: { vi: 'Hiệu quả quản trị và hành chính công', en: 'Governance and public administration' },
    publisher: 'UNDP, CECODES, RTA',
    targetRank: 10,
    proxies: ['petitions_on_time_share', 'online_share'],
  },
  {
    code: 'PCI',
    title: { vi: 'Năng lực cạnh tranh cấp tỉnh', en: 'Provincial competitiveness' },
    publisher: 'VCCI',
    targetRank: 10,
    proxies: ['on_time_share', 'online_payment_share'],
  },
];

export interface Publication {
  readonly code: PublishedIndex['code'];
  readonly year: number;
  readonly value: number;
  readonly rank: number;
  readonly of: number;
  /** Epoch milliseconds: nobody knew it before. */
  readonly publishedAt: number;
  readonly source: string;
}

/** The newest year that had been published at an instant, in its newest edition. */
export function lastPublished(
  code: PublishedIndex['code'],
  all: readonly Publication[],
  at: number,
): Publication | undefined {
  let last: Publication | undefined;
  for (const one of all) {
    if (one.code !== code || one.publishedAt > at) continue;
    if (!last || one.year > last.year || (one.year === last.year && one.publishedAt > last.publishedAt))
      last = one;
  }
  return last;
}
