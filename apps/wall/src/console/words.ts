import type { AlertState, AlertView } from '@toancanh/events';

export const STANDING: Readonly<Record<AlertState, string>> = {
  unacknowledged: 'chưa ai nhận',
  acknowledged: 'đã nhận',
  returned: 'đã hết, chưa ai nhận',
  normal: 'đã hết, đã nhận',
};

export const CHANGE: Readonly<Record<AlertView['history'][number]['what'], string>> = {
  raised: 'phát báo động',
  worsened: 'xấu hơn',
  acknowledged: 'xác nhận',
  returned: 'trở lại bình thường',
  resumed: 'lại vượt giới hạn',
  moved: 'chuyển trực ban',
};
