export type Language = 'vi' | 'en';

/** Vietnamese when LANG begins with `vi`, else English. */
export function languageOf(environment: NodeJS.ProcessEnv): Language {
  return environment.LANG?.startsWith('vi') ? 'vi' : 'en';
}

export type TextKey = keyof typeof TEXTS;
export type Say = (key: TextKey, values?: Readonly<Record<string, string | number>>) => string;

export function sayIn(language: Language): Say {
  return (key, values = {}) =>
    TEXTS[key][language].replace(/\{(\w+)\}/g, (whole, name: string) =>
      name in values ? String(values[name]) : whole,
    );
}

/** Everything a command says to a person; codes and names of fields stay English. */
export const TEXTS = {
  program: {
    vi: 'Toàn Cảnh: bức tranh toàn cảnh của thành phố, từ cảm biến đến màn hình.',
    en: 'Toàn Cảnh: the whole picture of a city, from sensors to walls.',
  },
  example: { vi: 'Ví dụ:', en: 'Example:' },
  usageTitle: { vi: 'Cách dùng:', en: 'Usage:' },
  optionsTitle: { vi: 'Tùy chọn:', en: 'Options:' },
  commandsTitle: { vi: 'Lệnh:', en: 'Commands:' },
  argumentsTitle: { vi: 'Tham số:', en: 'Arguments:' },
  helpOption: { vi: 'hiện trợ giúp', en: 'show help' },
  versionOption: { vi: 'hiện phiên bản', en: 'show the version' },
  jsonOption: { vi: 'NDJSON ra đầu ra chuẩn', en: 'NDJSON on standard output' },
  waiting: { vi: '{what} … {seconds} giây', en: '{what} … {seconds} s' },

  unknownOption: {
    vi: 'Không có tùy chọn "{what}"; xem --help.',
    en: 'There is no option "{what}"; see --help.',
  },
  unknownCommand: {
    vi: 'Không có lệnh "{what}"; xem toancanh --help.',
    en: 'There is no command "{what}"; see toancanh --help.',
  },
  missingArgument: {
    vi: 'Thiếu tham số "{what}"; xem --help.',
    en: 'The argument "{what}" is missing; see --help.',
  },
  optionMissingArgument: {
    vi: 'Tùy chọn "{what}" cần một giá trị.',
    en: 'The option "{what}" needs a value.',
  },
  missingOption: {
    vi: 'Thiếu tùy chọn bắt buộc "{what}"; xem --help.',
    en: 'The option "{what}" is required; see --help.',
  },
  excessArguments: { vi: 'Thừa tham số; xem --help.', en: 'Too many arguments; see --help.' },
  conflictingOption: {
    vi: 'Tùy chọn "{what}" không đi cùng tùy chọn khác đã nêu; xem --help.',
    en: 'The option "{what}" does not go with another one given; see --help.',
  },
  invalidArgument: {
    vi: 'Giá trị của "{what}" không hợp lệ. Cần: {expected}',
    en: 'The value of "{what}" is not valid. Expected: {expected}',
  },
  settingRefused: {
    vi: '{setting}={value} không hợp lệ. Cần: {expected}. Hãy sửa hoặc bỏ biến môi trường này.',
    en: '{setting}={value} is not valid. Expected: {expected}. Change or unset this variable.',
  },
  wholeNumber: {
    vi: 'một số nguyên từ {least} đến {greatest}',
    en: 'a whole number from {least} to {greatest}',
  },
  positiveNumber: { vi: 'một số lớn hơn 0', en: 'a number above 0' },
  instant: {
    vi: 'thời điểm ISO 8601 có múi giờ, ví dụ 2026-11-23T14:00:00+07:00',
    en: 'an ISO 8601 instant with a zone, for example 2026-11-23T14:00:00+07:00',
  },
  notReachable: {
    vi: 'Không nối được tới {at} ({why}). Thành phố đã chạy chưa? Thử: npx toancanh doctor',
    en: 'Cannot reach {at} ({why}). Is the city running? Try: npx toancanh doctor',
  },
  noAnswer: { vi: 'không trả lời trong {seconds} giây', en: 'no answer within {seconds} s' },
  notAuthorised: {
    vi: '{at} từ chối: tên hoặc mật khẩu không đúng, hoặc không được phép.',
    en: '{at} refuses: wrong name or password, or not allowed.',
  },
  answeredWith: { vi: '{at} trả lời {status}: {detail}', en: '{at} answered {status}: {detail}' },
  urlOption: { vi: 'địa chỉ, mặc định theo {setting}', en: 'address; by default from {setting}' },

  runApp: {
    vi: 'chạy {app} một mình (cần nhật ký dùng chung)',
    en: 'run {app} alone (needs a shared log)',
  },
  runCity: {
    vi: 'chạy cả thành phố trong một tiến trình, không mô phỏng',
    en: 'run the whole city in one process, without the simulator',
  },
  appNeedsSharedLog: {
    vi: 'Nhật ký nhúng chỉ thuộc về một tiến trình, nên "{app}" không thể chạy riêng trên nó.\nChạy cả thành phố trong một tiến trình: npx toancanh city. Để tách tiến trình, đặt TOANCANH_LOG=kafka://máy:9092.',
    en: 'The embedded log belongs to one process, so "{app}" cannot run apart on it.\nRun the whole city in one process: npx toancanh city. To run apart, set TOANCANH_LOG=kafka://host:9092.',
  },
  appNotInVersion: {
    vi: 'Phiên bản này chưa chạy được "{app}" thành tiến trình riêng. Hãy dùng: npx toancanh city',
    en: 'This version does not run "{app}" as a process of its own yet. Use: npx toancanh city',
  },

  check: {
    vi: 'kiểm tra thư mục thành phố: tệp:dòng, giá trị, điều mong đợi, cách sửa',
    en: 'check a city folder: file:line, value, what was expected, the cure',
  },
  checkFolder: { vi: 'mặc định theo TOANCANH_CITY', en: 'by default from TOANCANH_CITY' },
  checkGood: {
    vi: '✓ {folder}: {sensors} cảm biến, {gateways} cổng, {rules} quy tắc, {walls} màn hình',
    en: '✓ {folder}: {sensors} sensors, {gateways} gateways, {rules} rules, {walls} walls',
  },
  'checkRules:in-force': { vi: 'Quy tắc mặc định có hiệu lực: {ids}', en: 'Default rules in force: {ids}' },
  'checkRules:replaced': {
    vi: 'Quy tắc mặc định được thay bằng rules/: {ids}',
    en: 'Default rules replaced by rules/: {ids}',
  },
  'checkRules:off': { vi: 'Quy tắc mặc định đã tắt: {ids}', en: 'Default rules switched off: {ids}' },
  checkFaults: { vi: '✗ {folder}: {count} lỗi', en: '✗ {folder}: faults: {count}' },

  doctor: {
    vi: 'tự khám: đồng hồ, cổng, ổ đĩa, thư mục thành phố, tiến trình đang chạy; mỗi dòng ✓/✗ và cách sửa',
    en: 'examine clock, ports, disk, city folder, the running process; each line ✓/✗ and the cure',
  },
  examining: { vi: 'đang khám', en: 'examining' },
  doctorGood: { vi: 'Không thấy điều gì cần sửa.', en: 'Nothing to mend was found.' },
  doctorBad: { vi: '{count} điều cần sửa.', en: 'To mend: {count}.' },
  cure: { vi: 'cách sửa: {cure}', en: 'cure: {cure}' },
  nodeName: { vi: 'Node', en: 'Node' },
  nodeCure: { vi: 'cài Node {wanted} trở lên', en: 'install Node {wanted} or later' },
  settingsName: { vi: 'Thiết lập', en: 'Settings' },
  settingsCure: {
    vi: 'sửa hoặc bỏ biến môi trường ấy; docs/operations.md có bảng các biến',
    en: 'change or unset that variable; docs/operations.md has the table',
  },
  settingsGood: { vi: 'các biến TOANCANH_* đọc được', en: 'the TOANCANH_* variables are understood' },
  clockName: { vi: 'Đồng hồ', en: 'Clock' },
  clockGood: { vi: '{now}, giờ địa phương {zone}', en: '{now}, local zone {zone}' },
  clockBad: {
    vi: '{now}, sớm hơn lúc dựng sản phẩm ({built})',
    en: '{now}, earlier than the product was built ({built})',
  },
  clockApart: {
    vi: 'lệch {seconds} giây so với máy chủ đang chạy',
    en: '{seconds} s apart from the running server',
  },
  clockCure: {
    vi: 'bật đồng bộ giờ (NTP): timedatectl set-ntp true',
    en: 'synchronise the clock (NTP): timedatectl set-ntp true',
  },
  cityName: { vi: 'Thư mục thành phố', en: 'City folder' },
  cityGood: { vi: '{folder}, {sensors} cảm biến', en: '{folder}, {sensors} sensors' },
  cityBad: { vi: '{folder}: {count} lỗi', en: '{folder}, faults: {count}' },
  cityCure: { vi: 'npx toancanh check {folder}', en: 'npx toancanh check {folder}' },
  dataName: { vi: 'Thư mục dữ liệu', en: 'Data folder' },
  dataGood: { vi: '{folder}, ghi được, còn trống {free}', en: '{folder}, writable, {free} free' },
  dataTight: { vi: '{folder}, chỉ còn trống {free}', en: '{folder}, only {free} free' },
  dataTightCure: {
    vi: 'dọn ổ đĩa, hoặc đặt TOANCANH_DATA ở ổ khác; dưới {least} là quá ít',
    en: 'make room, or set TOANCANH_DATA to another disk; below {least} is too little',
  },
  dataBad: { vi: '{folder}: {why}', en: '{folder}: {why}' },
  dataCure: {
    vi: 'tạo thư mục và cho người chạy quyền ghi, hoặc đổi TOANCANH_DATA',
    en: 'create the folder and let the running user write, or change TOANCANH_DATA',
  },
  holderName: { vi: 'Nhật ký và kho', en: 'Log and store' },
  holderNone: { vi: 'chưa tiến trình nào mở', en: 'opened by no process' },
  holderOurs: { vi: 'tiến trình {pid} đang mở: {command}', en: 'opened by process {pid}: {command}' },
  holderApart: {
    vi: 'tiến trình {pid} đang mở ({command}), nhưng không trả lời ở {at}',
    en: 'opened by process {pid} ({command}), which does not answer at {at}',
  },
  holderCure: {
    vi: 'chờ nó khởi động xong; hoặc dừng nó (kill {pid}); hoặc đặt TOANCANH_HTTP đúng với nó',
    en: 'wait until it has started; or stop it (kill {pid}); or set TOANCANH_HTTP to where it listens',
  },
  httpName: { vi: 'HTTP', en: 'HTTP' },
  mqttName: { vi: 'MQTT', en: 'MQTT' },
  portFree: { vi: '{at} còn trống; thành phố chưa chạy', en: '{at} is free; the city is not running' },
  portOurs: { vi: '{at} do Toàn Cảnh giữ và trả lời', en: '{at} is held by Toàn Cảnh, and answers' },
  portOther: { vi: '{at} bị chương trình khác chiếm', en: '{at} is taken by another program' },
  portOtherBroker: {
    vi: '{at} do một MQTT broker khác giữ (nhận mọi người vào)',
    en: '{at} is held by another MQTT broker (it lets anybody in)',
  },
  portMissing: {
    vi: '{at} không ai nghe, dù thành phố đang chạy',
    en: 'nobody listens at {at}, though the city is running',
  },
  portNotHere: { vi: '{at}: {why}', en: '{at}: {why}' },
  portOff: { vi: 'tắt (TOANCANH_MQTT=off)', en: 'off (TOANCANH_MQTT=off)' },
  portCure: {
    vi: 'dừng chương trình đó (ví dụ systemctl stop mosquitto), hoặc đặt {setting} là một cổng trống',
    en: 'stop that program (for example systemctl stop mosquitto), or set {setting} to a free port',
  },
  portMissingCure: {
    vi: 'so sánh {setting} ở đây với của tiến trình đang chạy',
    en: 'compare {setting} here with that of the running process',
  },
  readyName: { vi: 'Sẵn sàng', en: 'Readiness' },
  readyGood: { vi: 'mọi phần sẵn sàng', en: 'every part is ready' },
  readyBad: { vi: 'chưa sẵn sàng: {why}', en: 'not ready: {why}' },
  readyCure: {
    vi: 'xem nhật ký của tiến trình và docs/operations.md',
    en: 'see the process’s log and docs/operations.md',
  },
  countsName: { vi: 'Đếm đủ', en: 'Accounts' },
  countsGood: {
    vi: 'intake đã nhận {received}, không mất thông điệp nào',
    en: 'intake received {received}, and every message is accounted for',
  },
  countsBad: {
    vi: '{stage}: nhận {received} nhưng chỉ giải thích được {explained}',
    en: '{stage}: received {received} but only {explained} are accounted for',
  },
  countsCure: {
    vi: 'đây là lỗi của sản phẩm: hãy báo lại',
    en: 'this is a defect of the product: report it',
  },

  publish: {
    vi: 'gửi một số đo qua MQTT, như một cổng cảm biến',
    en: 'publish one reading over MQTT, as a gateway does',
  },
  publishValues: { vi: 'chỉ số=giá trị, ví dụ pm25=42.5', en: 'metric=value, for example pm25=42.5' },
  gatewayOption: { vi: 'tên cổng, cũng là tên đăng nhập', en: 'the gateway, which is also the user name' },
  sensorOption: { vi: 'tên cảm biến', en: 'the sensor' },
  passwordOption: {
    vi: 'mật khẩu; nên dùng --password-file hoặc để được hỏi',
    en: 'the password; --password-file or the prompt are safer',
  },
  passwordFileOption: {
    vi: 'tệp chứa mật khẩu ở dòng đầu',
    en: 'a file with the password in its first line',
  },
  atOption: { vi: 'thời điểm đo, mặc định là bây giờ', en: 'when it was measured; now by default' },
  qosOption: { vi: 'mức QoS 0, 1 hoặc 2', en: 'QoS 0, 1 or 2' },
  qos: { vi: '0, 1 hoặc 2', en: '0, 1 or 2' },
  metricValue: { vi: 'chỉ số=số, ví dụ pm25=42.5', en: 'metric=number, for example pm25=42.5' },
  passwordPrompt: { vi: 'Mật khẩu của {gateway}: ', en: 'Password of {gateway}: ' },
  passwordNeeded: {
    vi: 'Cần mật khẩu: --password-file TỆP hoặc --password CHỮ (không có bàn phím để hỏi).',
    en: 'A password is needed: --password-file FILE or --password TEXT (there is no terminal to ask at).',
  },
  passwordFileUnreadable: { vi: 'Không đọc được {file}: {why}', en: 'Cannot read {file}: {why}' },
  connecting: { vi: 'đang nối tới {at}', en: 'connecting to {at}' },
  waitingForAck: {
    vi: 'chờ xác nhận (chỉ đến khi số đo đã nằm trên đĩa)',
    en: 'waiting for the acknowledgement (it comes once the reading is on disk)',
  },
  publishTaken: {
    vi: '✓ đã nhận: số đo đã nằm trong nhật ký (QoS {qos})',
    en: '✓ taken: the reading is in the log (QoS {qos})',
  },
  publishSent: {
    vi: '○ đã gửi (QoS 0): không có xác nhận nào để biết nó đã đến',
    en: '○ sent (QoS 0): no acknowledgement says that it arrived',
  },
  publishRejected: { vi: '✗ bị từ chối: {code} tại {path}', en: '✗ refused: {code} at {path}' },
  publishReason: { vi: '✗ bị từ chối: mã lý do MQTT {reason}', en: '✗ refused: MQTT reason code {reason}' },
  rejectedValue: { vi: 'giá trị: {value}', en: 'value: {value}' },
  rejectedExpected: { vi: 'mong đợi: {expected}', en: 'expected: {expected}' },
  wholeMessage: { vi: 'cả thông điệp', en: 'the whole message' },
  noAcknowledgement: {
    vi: 'Không có xác nhận trong {seconds} giây: số đo có thể đã đến hoặc chưa. Gửi lại là an toàn.',
    en: 'No acknowledgement within {seconds} s: the reading may or may not have arrived. Sending it again is safe.',
  },

  tail: { vi: 'theo dõi một khu vực: báo động, và cả giá trị', en: 'follow an area: alerts, and values too' },
  areaOption: { vi: 'mã khu vực; province là toàn tỉnh', en: 'code of the area; province is the whole' },
  minPriorityOption: {
    vi: 'chỉ từ mức này trở lên: 1 (khẩn cấp) … 4',
    en: 'only this priority or higher: 1 (critical) … 4',
  },
  priority: { vi: '1, 2, 3 hoặc 4', en: '1, 2, 3 or 4' },
  valuesOption: { vi: 'cả các giá trị đo', en: 'the measured values as well' },
  tailLive: { vi: 'đang nhận trực tiếp: {areas}', en: 'live: {areas}' },
  tailLost: { vi: 'mất kết nối, đang nối lại', en: 'connection lost, connecting again' },
  tailResync: { vi: 'đang lấy lại toàn bộ hình ảnh', en: 'fetching the whole picture again' },
  tailRefused: { vi: 'Không theo dõi được: {code} {detail}', en: 'Cannot follow: {code} {detail}' },
  stateUnacknowledged: { vi: 'chưa ai nhận', en: 'unacknowledged' },
  stateAcknowledged: { vi: 'đã nhận: {who}', en: 'acknowledged by {who}' },
  stateReturned: { vi: 'đã hết, chưa ai nhận', en: 'over, unacknowledged' },
  stateNormal: { vi: 'đã hết', en: 'over' },
  simulated: { vi: 'mô phỏng', en: 'simulated' },

  rejects: {
    vi: 'xem thông điệp nào bị từ chối, vì sao và cách sửa',
    en: 'see which messages were refused, why, and the cure',
  },
  codeOption: { vi: 'chỉ mã này, ví dụ E_RANGE', en: 'only this code, for example E_RANGE' },
  followOption: { vi: 'chờ và hiện tiếp', en: 'wait for more and show them' },
  rejectsNone: { vi: 'Không có thông điệp nào bị từ chối.', en: 'No message was refused.' },
  oneOf: { vi: 'một trong {list}', en: 'one of {list}' },
  fetching: { vi: 'đang đọc {at}', en: 'reading {at}' },

  sim: {
    vi: 'mô phỏng cảm biến, gửi qua MQTT thật; dữ liệu được ghi rõ là mô phỏng',
    en: 'simulate sensors over real MQTT; the data says that it is simulated',
  },
  sensorsOption: {
    vi: 'số cảm biến; mặc định là các cảm biến mô phỏng của thành phố',
    en: 'how many sensors; by default the simulated ones of the city',
  },
  rateOption: {
    vi: 'tổng số đo mỗi giây; mặc định theo chu kỳ của từng cảm biến',
    en: 'readings a second over all; by default from the sensors’ own periods',
  },
  seedOption: {
    vi: 'hạt giống: cùng hạt giống, cùng dữ liệu',
    en: 'seed: the same seed gives the same data',
  },
  stormOption: { vi: 'mưa bão: nhiều báo động cùng lúc', en: 'a storm: many alerts at once' },
  fleetOption: {
    vi: 'cả đội thiết bị của một tỉnh (hơn 32.000), thay cho cảm biến của thành phố',
    en: 'the fleet of a whole province (over 32,000 devices), in place of the city’s own sensors',
  },
  timesOption: {
    vi: 'cả đội thiết bị, mỗi thiết bị gửi nhanh gấp n lần',
    en: 'the fleet, each device reporting n times as often',
  },
  alignedOption: {
    vi: 'mọi thiết bị cùng chu kỳ gửi đúng một lúc',
    en: 'all devices of one period report at the same instant',
  },
  scenarioOption: {
    vi: 'tình huống nhiều nguồn cùng thấy: {list}',
    en: 'something that many feeds tell of: {list}',
  },
  scenarioStartOption: {
    vi: 'lúc bắt đầu tình huống; mặc định sau một phút',
    en: 'when the scenario begins; by default in a minute',
  },
  scenarioHoursOption: {
    vi: 'tình huống kéo dài mấy giờ; mặc định theo từng loại',
    en: 'how many hours the scenario lasts; by default as such things do',
  },
  lateOption: { vi: 'một phần số đo đến muộn', en: 'part of the readings arrive late' },
  duplicatesOption: { vi: 'một phần số đo gửi hai lần', en: 'part of the readings are sent twice' },
  simulating: {
    vi: 'đang mô phỏng {sensors} cảm biến, {rate} lần báo/giây ({events} giá trị), gửi tới {at}; Ctrl-C để dừng',
    en: 'simulating {sensors} sensors, {rate} readings/s ({events} events), to {at}; Ctrl-C stops',
  },
  simulatedSoFar: {
    vi: 'đã gửi {published}, được xác nhận {acknowledged}, bị từ chối {refused}',
    en: 'published {published}, acknowledged {acknowledged}, refused {refused}',
  },
} as const satisfies Record<string, Record<Language, string>>;
