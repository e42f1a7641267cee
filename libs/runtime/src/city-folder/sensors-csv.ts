import { type Bilingual, DateText, type Sensor, Shape } from '@toancanh/events';
import { domainOfMetric, DOMAINS, metricOf } from '@toancanh/domains';
import { type AreaShapes, dayStart, Placements, placementsOf, type RegionTree } from '@toancanh/regions';
import type { Gateway } from '../city.js';
import { CsvFile, type CsvRow } from './csv-file.js';
import type { Findings } from './fault.js';

const FILE = 'sensors.csv';
const REQUIRED = [
  'sensor',
  'gateway',
  'domain',
  'area',
  'lon',
  'lat',
  'metrics',
  'period',
  'from',
  'to',
] as const;
const OPTIONAL = ['name_vi', 'name_en'] as const;
type Column = (typeof REQUIRED)[number] | (typeof OPTIONAL)[number];

const SENSOR_ID = /^[A-Za-z0-9][A-Za-z0-9._:/-]{0,63}$/;
const LONGEST_PERIOD = 86_400;
const date = new Shape(DateText);

export interface Surroundings {
  readonly areas: RegionTree;
  readonly shapes: AreaShapes | undefined;
  readonly gateways: ReadonlyMap<string, Gateway>;
  readonly now: number;
}

/**
 * Every sensor by its rows. A sensor that moved has several, whose days [from, to) do not overlap; a row whose area ended is
 * cut there and goes on where `placementsOf` finds it.
 */
export function readSensors(
  folder: string,
  around: Surroundings,
  findings: Findings,
): ReadonlyMap<string, Placements> | undefined {
  const file = CsvFile.open<Column>(folder, FILE, REQUIRED, OPTIONAL, findings);
  if (!file) return undefined;
  const placed = new Map<string, Sensor[]>();
  for (const row of file.rows) {
    const sensor = sensorOf(row);
    if (!sensor) continue;
    const before = placed.get(sensor.id) ?? [];
    if (before.some((other) => overlap(other, sensor))) {
      row.fault('sensor', 'an id once for each day', {
        vi: 'Bỏ dòng trùng, hoặc sửa from/to.',
        en: 'Remove the double row, or correct from/to.',
      });
      continue;
    }
    placed.set(sensor.id, [...before, ...checkPlace(row, sensor, around)]);
  }
  return new Map(
    [...placed].flatMap(([id, rows]) =>
      rows.length === 0 ? [] : [[id, new Placements(rows, around.areas)]],
    ),
  );
}

function sensorOf(row: CsvRow<Column>): Sensor | undefined {
  const faultsBefore = row.faults;
  const metrics = metricsOf(row);
  const lon = numberIn(row, 'lon', -180, 180);
  const lat = numberIn(row, 'lat', -90, 90);
  const period = numberIn(row, 'period', 0.001, LONGEST_PERIOD);
  if (!SENSOR_ID.test(row.value('sensor'))) {
    row.fault('sensor', '1 to 64 letters, digits and . _ : / -', {
      vi: 'Đặt mã cảm biến bằng chữ không dấu, số và gạch nối.',
      en: 'Write an id of plain letters, digits and hyphens.',
    });
  }
  for (const column of ['from', 'to'] as const) {
    if (row.value(column) === '' || date.check(row.value(column))) continue;
    row.fault(column, 'a day such as 2025-07-01, or nothing', {
      vi: 'Ghi ngày dạng năm-tháng-ngày.',
      en: 'Write the day as year-month-day.',
    });
  }
  if (row.faults > faultsBefore) return undefined;
  const [from, to, vi, en] = [row.value('from'), row.value('to'), row.value('name_vi'), row.value('name_en')];
  return {
    id: row.value('sensor'),
    gateway: row.value('gateway'),
    domain: row.value('domain'),
    area: row.value('area'),
    ...(lon === undefined ? {} : { lon }),
    ...(lat === undefined ? {} : { lat }),
    metrics,
    ...(period === undefined ? {} : { period }),
    ...(vi || en ? { name: { vi: vi || en, en: en || vi } } : {}),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
  };
}

/**
 * The row cut by its area's ends; tells whether there is such an area on its days, whether the gateway may report from where it
 * is now, and whether the point lies there. Borders and gateways of other days than today are not known.
 */
function checkPlace(row: CsvRow<Column>, sensor: Sensor, around: Surroundings): readonly Sensor[] {
  const { areas, gateways, shapes, now } = around;
  const { area, from, lon, lat } = sensor;
  const parts = placementsOf(sensor, areas, (x, y) => shapes?.at(x, y), now);
  const [first, last] = [parts[0], parts.at(-1)];
  if (!first || !last) {
    row.fault(
      'area',
      from === undefined ? 'the code of an area in force today' : `the code of an area in force on ${from}`,
      {
        vi: 'Dùng mã địa bàn có trong areas.json, đúng ngày.',
        en: 'Use the code of an area of areas.json, of that day.',
      },
    );
    return parts;
  }
  if (last.to !== sensor.to) {
    row.fault('area', `an area that goes on after ${last.to}, a point, or ${last.to} under to`, {
      vi: `Địa bàn ${area} hết hiệu lực: ghi tọa độ, hoặc kết thúc dòng này và thêm dòng với mã mới.`,
      en: `${area} was divided then: give the point, or end this row and add one with the code that followed.`,
    });
    return parts;
  }
  const gateway = gateways.get(sensor.gateway);
  if (!gateway) {
    row.fault('gateway', 'a gateway of gateways.yaml', {
      vi: 'Thêm cổng vào gateways.yaml, hoặc sửa tên.',
      en: 'Add the gateway to gateways.yaml, or correct its name.',
    });
  }
  const isOn = (part: Sensor) =>
    (part.from === undefined || dayStart(part.from, areas.timeZone) <= now) &&
    (part.to === undefined || now < dayStart(part.to, areas.timeZone));
  const current = parts.find(isOn);
  if (!current) return parts;
  if (gateway && !gateway.areas.some((code) => areas.pathOf(current.area, now).includes(code))) {
    row.fault(
      'area',
      `an area in or under ${gateway.areas.join(', ')}, from which ${gateway.id} may report`,
      {
        vi: `Thêm địa bàn cho ${gateway.id} trong gateways.yaml, hoặc sửa mã.`,
        en: `Give ${gateway.id} the area in gateways.yaml, or correct the code.`,
      },
    );
  }
  if (!shapes || lon === undefined || lat === undefined) return parts;
  const holder = shapes.at(lon, lat);
  if (holder !== undefined && areas.pathOf(holder, now).includes(current.area)) return parts;
  row.warning('lon', `a point in ${current.area}; this one is in ${holder ?? 'none of the units'}`, {
    vi: 'Kiểm tra kinh độ, vĩ độ và địa bàn.',
    en: 'Check longitude, latitude and area.',
  });
  return parts;
}

function metricsOf(row: CsvRow<Column>): string[] {
  const domain = row.value('domain');
  if (!DOMAINS.some(({ name }) => name === domain)) {
    row.fault('domain', DOMAINS.map(({ name }) => name).join(' | '), {
      vi: 'Dùng một trong các lĩnh vực đã có.',
      en: 'Use one of the domains there are.',
    });
    return [];
  }
  const names = row.value('metrics').split(/\s+/).filter(Boolean);
  const cure: Bilingual = {
    vi: `Dùng tên chỉ số của lĩnh vực ${domain}, cách nhau bằng dấu cách.`,
    en: `Use names of metrics of the domain ${domain}, separated by spaces.`,
  };
  if (names.length === 0) row.fault('metrics', 'at least one metric', cure);
  for (const name of names) {
    if (metricOf(name)?.name === name && domainOfMetric(name)?.name === domain) continue;
    row.fault('metrics', `metrics of ${domain}; ${name} is none`, cure);
  }
  if (new Set(names).size < names.length) row.fault('metrics', 'each metric once', cure);
  return names;
}

function numberIn(row: CsvRow<Column>, column: Column, min: number, max: number): number | undefined {
  const text = row.value(column);
  if (text === '') return undefined;
  const value = /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
  if (value >= min && value <= max) return value;
  row.fault(column, `a number from ${min} to ${max} with a decimal point, or nothing`, {
    vi: 'Ghi số với dấu chấm thập phân, không có dấu phẩy.',
    en: 'Write the number with a decimal point, not a comma.',
  });
  return undefined;
}

function overlap(a: Sensor, b: Sensor): boolean {
  return (a.to ?? '9999') > (b.from ?? '') && (b.to ?? '9999') > (a.from ?? '');
}
