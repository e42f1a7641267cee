import type { IncidentKind } from '../domain.js';

const kind = (
  name: string,
  severity: IncidentKind['severity'],
  vi: string,
  en: string,
  more: Partial<IncidentKind> = {},
): IncidentKind => ({ kind: name, severity, title: { vi, en }, ...more });

const recorded = { alarm: false } as const;

/** Everything that can happen in this domain; another kind is refused. Severity 1 is the gravest. */
export const SECURITY_INCIDENTS: readonly IncidentKind[] = [
  kind('smoke_detected', 2, 'Phát hiện khói', 'Smoke detected'),
  kind('fire_alarm', 1, 'Báo cháy', 'Fire alarm'),
  kind('fire_confirmed', 1, 'Cháy đã xác nhận', 'Fire confirmed'),
  kind('panel_fault', 3, 'Tủ báo cháy lỗi', 'Fire panel fault'),
  kind('gas_leak', 1, 'Rò rỉ khí', 'Gas leak'),
  kind('sprinkler_flow', 1, 'Đầu phun chữa cháy hoạt động', 'Sprinkler flowing'),
  kind('panel_initialized', 4, 'Tủ báo cháy khởi động', 'Fire panel started', recorded),
  kind('panel_test', 4, 'Kiểm tra tủ báo cháy', 'Fire panel test', recorded),
  kind('trapped_person', 1, 'Người mắc kẹt', 'Person trapped'),
  kind('intrusion', 2, 'Xâm nhập', 'Intrusion', { standard: 'tns1:RuleEngine/FieldDetector/ObjectsInside' }),
  kind('loitering', 3, 'Lảng vảng', 'Loitering'),
  kind('abandoned_object', 2, 'Đồ vật bỏ lại', 'Abandoned object'),
  kind('crowd_density', 2, 'Đám đông quá dày', 'Crowd too dense'),
  kind('fight_or_assault', 1, 'Đánh nhau, hành hung', 'Fight or assault'),
  kind('public_disorder', 2, 'Gây rối trật tự công cộng', 'Public disorder'),
  kind('panic_button', 1, 'Nút báo khẩn cấp', 'Panic button', {
    standard: 'tns1:Device/Trigger/DigitalInput',
  }),
  kind('loud_sound', 3, 'Tiếng động lớn', 'Loud sound', {
    standard: 'tns1:AudioAnalytics/Audio/DetectedSound',
  }),
  kind('motion', 4, 'Có chuyển động', 'Motion', { ...recorded, standard: 'tns1:VideoSource/MotionAlarm' }),
  kind('camera_offline', 3, 'Camera mất kết nối', 'Camera offline'),
  kind('camera_tampered', 2, 'Camera bị che, bị xoay', 'Camera tampered with', {
    standard: 'tns1:VideoSource/GlobalSceneChange/ImagingService',
  }),
  kind('camera_dark', 3, 'Hình camera quá tối', 'Camera picture too dark', {
    standard: 'tns1:VideoSource/ImageTooDark/ImagingService',
  }),
  kind('camera_blurred', 3, 'Hình camera quá mờ', 'Camera picture too blurred', {
    standard: 'tns1:VideoSource/ImageTooBlurry/ImagingService',
  }),
  kind('camera_signal_lost', 3, 'Camera mất tín hiệu hình', 'Camera signal lost'),
  kind('camera_initialized', 4, 'Camera khởi động', 'Camera started', recorded),
  kind('case_113', 3, 'Vụ việc 113', '113 case', recorded),
  kind('case_114', 2, 'Vụ việc 114', '114 case'),
  kind('case_1022', 4, 'Phản ánh 1022', '1022 case', recorded),
];
