import {
  type Bilingual,
  DOSSIER_CHANNELS,
  DOSSIER_PAYMENTS,
  DOSSIER_STEPS,
  type RejectCode,
} from '@toancanh/events';

/** What the sender should do, by code. */
export const CURES: Readonly<Record<RejectCode, Bilingual>> = {
  E_AUTH: {
    vi: 'Chỉ gửi lên chủ đề mang tên cổng của mình, với mật khẩu đã được cấp cho cổng đó.',
    en: 'Publish only under the name of your own gateway, with the credential issued to it.',
  },
  E_TOPIC: {
    vi: 'Dùng toancanh/v1/<cổng>/readings, /senml, /events, /dossiers hoặc /state.',
    en: 'Use toancanh/v1/<gateway>/readings, /senml, /events, /dossiers or /state.',
  },
  E_JSON: {
    vi: 'Gửi JSON hợp lệ, mã hóa UTF-8; kiểm tra xem bản tin có bị cắt ngắn không.',
    en: 'Send valid JSON in UTF-8; check whether the message was cut short.',
  },
  E_SCHEMA: {
    vi: 'Sửa hoặc bỏ trường ở vị trí này theo mô tả bản tin, rồi gửi lại.',
    en: 'Correct or leave out the field at this path as the reference of messages says, then send it again.',
  },
  E_UNIT: {
    vi: 'Đổi sang đơn vị của chỉ số, hoặc khai một đơn vị được chấp nhận.',
    en: 'Convert to the unit of the metric, or declare one of the accepted units.',
  },
  E_RANGE: {
    vi: 'Kiểm tra cảm biến và đơn vị: giá trị này không thể có thật.',
    en: 'Check the sensor and its unit: this value cannot be true.',
  },
  E_TS_FUTURE: {
    vi: 'Chỉnh đồng hồ của cổng (NTP), hoặc bỏ trường "at" để lấy giờ nhận.',
    en: 'Set the clock of the gateway (NTP), or leave out "at" to take the time of receipt.',
  },
  E_TS_OLD: {
    vi: 'Kiểm tra đồng hồ và đơn vị của "at" (mili giây); dữ liệu cũ hơn thời hạn lưu không được nhận.',
    en: 'Check the clock and the unit of "at" (milliseconds); data older than is kept is not taken.',
  },
  E_DUP: {
    vi: 'Không cần gửi lại: số đo này đã được ghi nhận.',
    en: 'No need to send it again: this reading has been taken already.',
  },
  E_SENSOR: {
    vi: 'Đăng ký cảm biến trong sensors.csv dưới đúng cổng này, hoặc cho phép cổng tự đăng ký (autoRegister).',
    en: 'Enter the sensor in sensors.csv under this gateway, or allow the gateway to register (autoRegister).',
  },
  E_RATE: {
    vi: 'Gửi chậm lại, hoặc đề nghị nâng giới hạn của cổng; gửi lại bản tin này sau.',
    en: 'Send more slowly, or ask for a higher limit for the gateway; send this message again later.',
  },
  E_SIZE: {
    vi: 'Chia thành nhiều bản tin nhỏ hơn.',
    en: 'Split it into smaller messages.',
  },
  E_PERSONAL: {
    vi: 'Bỏ dữ liệu cá nhân ngay tại nguồn; nội dung bản tin này không được lưu lại.',
    en: 'Remove personal data at the source; nothing of this message has been kept.',
  },
};

/** What was expected: figures and names speak for themselves, sentences come in both languages. */
export const EXPECTED = {
  json: 'JSON, UTF-8',
  unique: 'mỗi chỉ số một lần / each metric once',
  object: 'một số đo {"sensor","values",…} / a reading {"sensor","values",…}',
  message: 'một số đo, một mảng, hoặc {"readings":[…]} / a reading, an array, or {"readings":[…]}',
  notEmpty: (most: number) => `1 … ${most} số đo / readings`,
  noUnknown: 'không có trường lạ / no unknown field',
  missing: 'trường bắt buộc / a required field',
  instant: 'ISO 8601 có múi giờ, hoặc mili giây từ 1970 / ISO 8601 with a zone, or epoch milliseconds',
  metric: (nearest: readonly string[]) => `chỉ số đã biết / a known metric: ${nearest.join(', ')}`,
  unit: (units: readonly string[]) => units.map((unit) => unit || '(không / none)').join(', '),
  unitOfValue: 'đơn vị của một chỉ số có trong values / the unit of a metric in values',
  range: (min: number, max: number, unit: string) => `${grouped(min)} … ${grouped(max)}${unit && ` ${unit}`}`,
  future: (latest: string) => `≤ ${latest} (giờ nhận + 5 phút / time of receipt + 5 min)`,
  old: (earliest: string) => `≥ ${earliest}`,
  sensorKnown: 'cảm biến đã đăng ký của cổng này / a registered sensor of this gateway',
  sensorOwn: 'cảm biến của chính cổng này / a sensor of this very gateway',
  sensorLimit: (most: number) => `≤ ${most} cảm biến tự đăng ký / sensors registered by themselves`,
  personal: 'không có dữ liệu cá nhân / no personal data',
  repeat: 'số đo chưa từng gửi / a reading that has not been sent before',
  ownTopic: (gateway: string) => `toancanh/v1/${gateway}/…`,
  knownGateway:
    'cổng có trong gateways.yaml, được phép gửi từ ngoài máy này / a gateway of gateways.yaml that may send from elsewhere',
  topic: 'readings, senml, events, dossiers, state',
  state: 'online, offline',
  rate: (most: number) => `≤ ${most} số đo/giây / readings a second`,
  size: (most: number) => `≤ ${most} byte`,
  senmlPack: 'gói SenML: mảng, hoặc {"e":[…]} / a SenML pack: an array, or {"e":[…]}',
  senmlRecord: 'một bản ghi SenML / a SenML record',
  senmlText: 'một chuỗi / a string',
  senmlNumber: 'một số hữu hạn / a finite number',
  senmlName: 'tên cảm biến và chỉ số (bn + n) / names of sensor and metric (bn + n)',
  senmlVersion: 'bver ≤ 10',
  senmlUnderstood: 'trường hiểu được / a field that is understood',
  stationLine:
    'ký hiệu, giá trị, đơn vị, giờ, trạng thái, cách nhau bằng tab / symbol, value, unit, time, status between tabs',
  stationLines: (most: number) => `1 … ${most} dòng / lines`,
  stationSymbol: (symbols: readonly string[]) => `ký hiệu đã biết / a known symbol: ${symbols.join(', ')}`,
  stationTime: 'YYYYMMDDhhmmss, UTC+7',
  stationValue: 'một số, dấu thập phân là dấu chấm / a number with a decimal point',
  number: 'một số hữu hạn / a finite number',
  text: 'một chuỗi / a string',
  incident: 'một sự việc {"id","source","at","kind",…} / an incident {"id","source","at","kind",…}',
  kind: (nearest: readonly string[]) =>
    `loại sự việc đã biết / a known kind of incident: ${nearest.join(', ')}, …`,
  area: 'mã địa bàn có trong areas.json / the code of an area of areas.json',
  areaOwn: (areas: readonly string[]) => `địa bàn của cổng / an area of the gateway: ${areas.join(', ')}`,
} as const;

/** By the path of the fault in a step of a dossier. */
export const DOSSIER_EXPECTED: Readonly<Record<string, string>> = {
  '': 'một bước {"dossier","procedure","unit","area","at","step","channel"} / a step of a dossier',
  '/dossier': '1 … 64 × A–Z a–z 0–9 . _ : / -',
  '/procedure': '1 … 64 × A–Z a–z 0–9 . _ : / -',
  '/unit': '1 … 64 × A–Z a–z 0–9 . _ : / -',
  '/area': 'khu vực của cổng này / an area of this gateway',
  '/at': EXPECTED.instant,
  '/due': EXPECTED.instant,
  '/step': DOSSIER_STEPS.join(', '),
  '/channel': DOSSIER_CHANNELS.join(', '),
  '/payment': DOSSIER_PAYMENTS.join(', '),
  '/signedResult': 'true',
};

function grouped(value: number): string {
  const text = String(value);
  return Math.abs(value) < 10_000 ? text : text.replace(/\B(?=(\d{3})+$)/g, ' ');
}
