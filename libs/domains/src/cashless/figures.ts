import type { FigureDeclaration } from '@toancanh/figures';
import { figureOfNow, PERCENT } from '../pack-figure.js';

const OWNER = { vi: 'Sở Tài chính', en: 'Department of finance' };
const SOURCE = { vi: 'Tổng hợp thanh toán', en: 'Payment aggregates' };

export const CASHLESS_FIGURES: readonly FigureDeclaration[] = [
  figureOfNow(
    {
      ...{ id: 'paid-cashless', domain: 'cashless', ...PERCENT },
      title: { vi: 'Không dùng tiền mặt', en: 'Paid without cash' },
      of: 'cashless_share',
    },
    OWNER,
    SOURCE,
  ),
  figureOfNow(
    {
      ...{ id: 'fees-paid-online', domain: 'cashless', ...PERCENT },
      title: { vi: 'Phí nộp trực tuyến', en: 'Fees paid online' },
      of: 'fees_online_share',
    },
    OWNER,
    SOURCE,
  ),
];
