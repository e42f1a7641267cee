import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { USUAL_CALENDAR } from '@toancanh/domains';
import { DeskBook } from '@toancanh/regions';
import { describeFault } from './fault.js';
import { checkCity, loadCity } from './load-city.js';

const BINH_DUONG = new URL('../../../../cities/binh-duong', import.meta.url).pathname;
const NOW = Date.parse('2026-11-23T07:00:00Z');

let scratch: string;
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'city-folder-'));
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

let copies = 0;
/** A copy of cities/binh-duong with one file changed. */
function folderWith(file: string, change: (text: string) => string): string {
  const folder = join(scratch, String(copies++));
  cpSync(BINH_DUONG, folder, { recursive: true });
  const path = join(folder, file);
  const before = readFileSync(path, 'utf8');
  const after = change(before);
  if (after === before) throw new Error(`the change of ${file} changes nothing`);
  writeFileSync(path, after);
  return folder;
}

const found = (folder: string) => {
  const { faults, warnings } = checkCity(folder, NOW);
  return [...faults, ...warnings].map(({ severity, file, line, column, path, value }) =>
    `${severity} ${file}:${line}:${column} ${path} ${value}`.trimEnd(),
  );
};
const replaced = (from: string | RegExp, to: string) => (text: string) => text.replace(from, to);

describe('cities/binh-duong', () => {
  const loaded = loadCity(BINH_DUONG, NOW);
  if (!('city' in loaded)) throw new Error(loaded.faults.map((fault) => describeFault(fault)).join('\n'));
  const { city, warnings } = loaded;

  it('has neither fault nor warning', () => {
    expect(warnings).toEqual([]);
  });

  it('has nine centres, and every one of the 36 units below one of them', () => {
    const centres = city.areas.childrenOf('binh-duong', NOW);
    expect(centres.map(({ code }) => code)).toHaveLength(9);
    expect(centres.flatMap(({ code }) => city.areas.childrenOf(code, NOW))).toHaveLength(36);
    expect(city.areas.under('binh-duong', NOW).size).toBe(46);
  });

  it('has the administrative tree of the day before the reform beside it', () => {
    const before = Date.parse('2025-06-30T12:00:00+07:00');
    expect(city.areas.childrenOf('74', before)).toHaveLength(9);
    expect(city.areas.under('74', before).size).toBe(1 + 9 + 91);
    expect(city.areas.all(NOW).some(({ code }) => code === '74')).toBe(false);
  });

  it('has sensors of five domains in every unit, and one reading in two seconds or more from each centre', () => {
    const units = city.areas.childrenOf('binh-duong', NOW).flatMap((c) => city.areas.childrenOf(c.code, NOW));
    for (const { code } of units) {
      expect([...city.sensors.values()].some(({ area }) => area === code)).toBe(true);
    }
    expect(new Set([...city.sensors.values()].map(({ domain }) => domain)).size).toBe(5);
    const rate = (area: string) =>
      [...city.sensors.values()]
        .filter((sensor) => city.areas.pathOf(sensor.area, NOW).includes(area))
        .reduce((sum, { period }) => sum + 1 / period!, 0);
    expect(rate('binh-duong')).toBeGreaterThan(10);
    for (const { code } of city.areas.childrenOf('binh-duong', NOW)) expect(rate(code)).toBeGreaterThan(0.5);
  });

  it('finds the unit of a point, and none outside', () => {
    expect(city.areaAt(106.6584, 10.9702)).toBe('25747');
    expect(city.areaAt(105.85, 21.03)).toBeUndefined();
  });

  it('takes no gateway from another machine: all of its passwords are known', () => {
    expect([...city.gateways.values()].every(({ loopbackOnly }) => loopbackOnly)).toBe(true);
    expect(city.gateways.get('demo')).toMatchObject({
      autoRegister: true,
      ratePerSecond: null,
      areas: ['thu-dau-mot'],
      units: 'assumed',
    });
  });

  it('has a desk for each centre and the whole, and had one for each district and the province', () => {
    const desks = new DeskBook(city.desks, city.areas);
    const before = Date.parse('2025-06-30T12:00:00+07:00');
    expect([desks.all(NOW).length, desks.all(before).length]).toEqual([10, 10]);
    expect(desks.at('25747', before)?.id).toBe('huyen-718');
    expect(desks.at('25747', NOW)?.id).toBe('thu-dau-mot');
  });

  it('has a wall for the province and each centre', () => {
    expect(city.walls.size).toBe(10);
    expect(city.walls.get('province')?.area).toBe('binh-duong');
  });
});

describe('a folder with one thing wrong', () => {
  it.each([
    {
      why: 'a line of YAML that is none',
      file: 'city.yaml',
      change: replaced('timeZone:', 'timeZone: ['),
      found: [expect.stringMatching(/^fault city\.yaml:\d+:\d+$/)],
    },
    {
      why: 'a misspelt field',
      file: 'city.yaml',
      change: replaced('timeZone:', 'timezone:'),
      found: ['fault city.yaml:2:1 /timeZone'],
    },
    {
      why: 'a zone of no place',
      file: 'city.yaml',
      change: replaced('Asia/Ho_Chi_Minh', 'Asia/Bình_Dương'),
      found: ['fault city.yaml:3:11 /timeZone Asia/Bình_Dương'],
    },
    {
      why: 'JSON with a comma too many',
      file: 'areas.json',
      change: replaced('\n  ],', ',\n  ],'),
      found: ['fault areas.json:162:3'],
    },
    {
      why: 'a parent that is not there',
      file: 'areas.json',
      change: replaced('"parent": "thu-dau-mot"', '"parent": "thu-dau-moc"'),
      found: ['fault areas.json:13:96 /areas/10/parent thu-dau-moc'],
    },
    {
      why: 'a gateway twice',
      file: 'gateways.yaml',
      change: replaced('id: gw-thuy-van', 'id: gw-moi-truong'),
      found: expect.arrayContaining([
        expect.stringMatching(/^fault gateways\.yaml:25:9 \/gateways\/2\/id gw-moi/),
      ]),
    },
    {
      why: 'a plain password where its hash should be',
      file: 'gateways.yaml',
      change: replaced(/credential: scrypt\S+/, 'credential: demo'),
      found: expect.arrayContaining(['fault gateways.yaml:10:17 /gateways/0/credential demo']),
    },
    {
      why: 'a wall of an area that ended',
      file: 'walls.yaml',
      change: replaced('area: binh-duong', 'area: "718"'),
      found: ['fault walls.yaml:6:11 /walls/0/area 718'],
    },
    {
      why: 'a desk that would outlive the district whose code it has',
      file: 'desks.yaml',
      change: replaced(/    to: ["']2025-07-01["']\n    successor: thu-dau-mot\n/, ''),
      found: [expect.stringMatching(/^fault desks\.yaml:\d+:\d+ \/desks\/3\/to$/)],
    },
    {
      why: 'a desk that ends and leaves what is open to nobody',
      file: 'desks.yaml',
      change: replaced('    successor: ben-cat\n', ''),
      found: [expect.stringMatching(/^fault desks\.yaml:\d+:\d+ \/desks\/9\/successor$/)],
    },
    {
      why: 'an unknown metric',
      file: 'sensors.csv',
      change: replaced('pm25 pm10', 'pm25 pm11'),
      found: ['fault sensors.csv:2:63 metrics pm25 pm11 no2 o3 co temperature humidity'],
    },
    {
      why: 'a metric of another domain',
      file: 'sensors.csv',
      change: replaced('water_level', 'speed'),
      found: expect.arrayContaining([expect.stringMatching(/^fault sensors\.csv:80:\d+ metrics speed/)]),
    },
    {
      why: 'an area of before the reform',
      file: 'sensors.csv',
      change: replaced('environment,25747', 'environment,25741'),
      found: ['fault sensors.csv:2:38 area 25741'],
    },
    {
      why: 'a gateway of another centre',
      file: 'sensors.csv',
      change: replaced('bd-tr-0001,gw-thu-dau-mot', 'bd-tr-0001,gw-di-an'),
      found: [expect.stringMatching(/^fault sensors\.csv:114:\d+ area 25747/)],
    },
    {
      why: 'a decimal comma',
      file: 'sensors.csv',
      change: replaced('106.65877', '"106,65877"'),
      found: [expect.stringMatching(/^fault sensors\.csv:2:44 lon 106,65877/)],
    },
    {
      why: 'a sensor on two rows of one day',
      file: 'sensors.csv',
      change: replaced('bd-aq-0002', 'bd-aq-0001'),
      found: ['fault sensors.csv:3:1 sensor bd-aq-0001'],
    },
    {
      why: 'a row with a field too few',
      file: 'sensors.csv',
      change: replaced('bd-aq-0002,', ''),
      found: ['fault sensors.csv:3:1'],
    },
    {
      why: 'a head without a column',
      file: 'sensors.csv',
      change: replaced('period', 'interval'),
      found: [expect.stringMatching(/^fault sensors\.csv:1:1 period/)],
    },
    {
      why: 'a point in the unit next door: a warning, borders are simplified',
      file: 'sensors.csv',
      change: replaced('106.65877', '106.85877'),
      found: ['warning sensors.csv:2:44 lon 106.85877'],
    },
    {
      why: 'a rule that clears above where it raises',
      file: 'rules/river-bd1.yaml',
      change: replaced('below: 1.37', 'below: 1.47'),
      found: ['fault rules/river-bd1.yaml:13:25 /clear/when/below 1.47'],
    },
    {
      why: 'a rule with the id of another',
      file: 'rules/river-bd2.yaml',
      change: replaced('id: river-bd2', 'id: river-bd1'),
      found: ['fault rules/river-bd2.yaml:3:5 /id river-bd1'],
    },
    {
      why: 'a calendar with a name that is none',
      file: 'calendars/2026.yaml',
      change: replaced('workingDays:', 'workdays:'),
      found: ['fault calendars/2026.yaml:3:1 /workingDays'],
    },
    {
      why: 'a calendar of another year than its file says',
      file: 'calendars/2026.yaml',
      change: replaced('year: 2026', 'year: 2025'),
      found: expect.arrayContaining(['fault calendars/2026.yaml:3:7 /year 2025']),
    },
    {
      why: 'working hours that end before they begin',
      file: 'calendars/2026.yaml',
      change: replaced("from: '13:00', to: '17:00'", "from: '13:00', to: '12:00'"),
      found: ['fault calendars/2026.yaml:5:48 /workingHours/1 13:00–12:00'],
    },
    {
      why: 'working hours that overlap',
      file: 'calendars/2026.yaml',
      change: replaced("from: '13:00'", "from: '11:00'"),
      found: ['fault calendars/2026.yaml:5:48 /workingHours/1 11:00–17:00'],
    },
    {
      why: 'a day off that is no day',
      file: 'calendars/2026.yaml',
      change: replaced("to: '2026-02-21'", "to: '2026-02-30'"),
      found: ['fault calendars/2026.yaml:8:5 /daysOff/1 2026-02-16–2026-02-30'],
    },
    {
      why: 'a day off of another year',
      file: 'calendars/2026.yaml',
      change: replaced("from: '2026-09-01', to: '2026-09-03'", "from: '2027-09-01', to: '2027-09-03'"),
      found: ['fault calendars/2026.yaml:16:5 /daysOff/5 2027-09-01–2027-09-03'],
    },
    {
      why: 'a day worked in another year',
      file: 'calendars/2026.yaml',
      change: replaced('daysOff:', "daysWorked: ['2026-08-22', '2027-01-02']\ndaysOff:"),
      found: ['fault calendars/2026.yaml:6:28 /daysWorked/1 2027-01-02'],
    },
    {
      why: 'a rule for sensors that nobody has: a warning',
      file: 'rules/river-bd1.yaml',
      change: replaced('bd-wl-0001', 'bd-wl-1001'),
      found: ['warning rules/river-bd1.yaml:9:11 /sensors/0 bd-wl-1001'],
    },
  ])('$why', ({ file, change, found: expected }) => {
    expect(found(folderWith(file, change))).toEqual(expected);
  });

  it('tells faults of several files at once', () => {
    const folder = folderWith('walls.yaml', replaced('area: binh-duong', 'area: nowhere'));
    writeFileSync(join(folder, 'rules', 'empty.yaml'), '');
    expect(found(folder)).toEqual([
      'fault rules/empty.yaml:1:1  null',
      'fault walls.yaml:6:11 /walls/0/area nowhere',
    ]);
  });

  it('warns of a file in calendars/ that nobody reads, and takes the usual time without a calendar', () => {
    const folder = folderWith('calendars/2026.yaml', (text) => `${text}# moved\n`);
    renameSync(join(folder, 'calendars', '2026.yaml'), join(folder, 'calendars', 'lịch.yaml'));
    expect(found(folder)).toEqual(['warning calendars/lịch.yaml:1:1']);
    const loaded = loadCity(folder, NOW);
    expect('city' in loaded && loaded.city.calendars).toEqual([USUAL_CALENDAR]);
  });

  it('names the file that a folder lacks', () => {
    expect(found(join(scratch, 'none'))).toEqual(['fault city.yaml:1:1']);
  });

  it('says it in one line, with the cure, in the language asked for', () => {
    const { faults } = checkCity(folderWith('sensors.csv', replaced('bd-aq-0002', 'bd-aq-0001')), NOW);
    expect(describeFault(faults[0]!, 'vi')).toBe(
      'sensors.csv:3:1: sensor "bd-aq-0001": expected an id once for each day. Bỏ dòng trùng, hoặc sửa from/to.',
    );
    expect(describeFault(faults[0]!)).toContain(' / Remove the double row');
  });
});

describe('dates of sensors', () => {
  // A sensor that moved on 2026-11-01: two rows, one in force.
  const moved = (text: string) =>
    text.replace(/^(bd-aq-0001,.*),2025-07-01,,(.*)$/m, (_, row: string, names: string) => {
      const next = row.replace('106.65877', '106.66000');
      return `${row},2025-07-01,2026-11-01,${names}\n${next},2026-11-01,,${names}`;
    });

  it.each([
    { now: '2026-10-31T16:59:00Z', lon: 106.65877, why: 'the evening before, in Vietnam' },
    { now: '2026-10-31T17:00:00Z', lon: 106.66, why: 'midnight in Vietnam' },
  ])('places it by the day: $why', ({ now, lon }) => {
    const loaded = loadCity(folderWith('sensors.csv', moved), Date.parse(now));
    if (!('city' in loaded)) throw new Error('the folder is in order');
    expect(loaded.city.sensors.get('bd-aq-0001')?.lon).toBe(lon);
  });

  // Placed in the old ward Hiệp Thành (25741), which was divided on 2025-07-01.
  const before = (point: string, to = '') =>
    replaced(
      /^bd-aq-0001,.*$/m,
      `bd-aq-0001,gw-moi-truong,environment,25741,${point},pm25,60,2024-01-01,${to},,`,
    );

  it('knows where it was before a reform, and by its point where it is since', () => {
    const loaded = loadCity(folderWith('sensors.csv', before('106.6806,10.9876')), NOW);
    if (!('city' in loaded)) throw new Error('the folder is in order');
    const { sensors, placements } = loaded.city;
    expect(sensors.get('bd-aq-0001')?.area).toBe('25750');
    const cut = Date.parse('2025-07-01T00:00:00+07:00');
    expect([cut - 1, cut].map((when) => placements.get('bd-aq-0001')?.at(when).area)).toEqual([
      '25741',
      '25750',
    ]);
  });

  it('wants to be told where it is since, if it has no point', () => {
    expect(found(folderWith('sensors.csv', before(',')))).toEqual(['fault sensors.csv:2:38 area 25741']);
    expect(found(folderWith('sensors.csv', before(',', '2025-07-01')))).toEqual([]);
  });

  it('leaves out one that has not begun', () => {
    const loaded = loadCity(
      folderWith('sensors.csv', replaced('60,2025-07-01,,Không khí Thủ', '60,2027-01-01,,Không khí Thủ')),
      NOW,
    );
    if (!('city' in loaded)) throw new Error('the folder is in order');
    expect(loaded.city.sensors.has('bd-aq-0001')).toBe(false);
    expect(loaded.city.sensors.has('bd-aq-0002')).toBe(true);
  });
});
