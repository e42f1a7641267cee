import fc from 'fast-check';
import { metricOf } from '../../catalogue.js';
import { parseStationFile } from './station-file.js';
import { STATION_SYMBOLS } from './symbols.js';

/** 2026-02-01 10:00:00 in Vietnam. */
const AT = Date.UTC(2026, 1, 1, 3);
const line = (symbol = 'NO2', value = '31.2', unit = 'ug/m3', time = '20260201100000', status = '00') =>
  [symbol, value, unit, time, status].join('\t');
const one = (text: string) => parseStationFile(text)[0];

describe('a station file of Circular 10/2021/TT-BTNMT', () => {
  it('has a line for each parameter', () => {
    expect(
      parseStationFile([line(), line('PM2,5', '18', 'ug/m3', '20260201100500', '01')].join('\n')),
    ).toMatchObject([
      { line: 1, symbol: 'NO2', metric: 'no2', value: 31.2, unit: 'ug/m3', at: AT, quality: 'ok' },
      {
        ...{ line: 2, symbol: 'PM2,5', metric: 'pm25', value: 18, unit: 'ug/m3' },
        ...{ at: AT + 300_000, quality: 'calibrating' },
      },
    ]);
  });

  it.each([
    { text: line('PM2,5'), found: { metric: 'pm25' }, why: 'a comma is legal in a symbol' },
    {
      text: line('NO2', '31.2', 'ug/m3', '20260201100000', '00'),
      found: { quality: 'ok' },
      why: 'measuring',
    },
    {
      text: line('NO2', '31.2', 'ug/m3', '20260201100000', '01'),
      found: { quality: 'calibrating' },
      why: 'calibrating',
    },
    {
      text: line('NO2', '31.2', 'ug/m3', '20260201100000', '02'),
      found: { quality: 'fault' },
      why: 'device error',
    },
    {
      text: line('NO2', '1', 'ug/m3', '20240229000000'),
      found: { at: Date.UTC(2024, 1, 28, 17) },
      why: 'a file that comes two years late, and a leap day',
    },
    {
      text: line('pH', '7.1', '', '20260201100000'),
      found: { metric: 'ph', unit: '' },
      why: 'a parameter without a unit',
    },
    { text: line('Temp', '-1.5e1', 'oC'), found: { value: -15 }, why: 'a sign and an exponent' },
    { text: `\uFEFF${line()}`, found: { line: 1, symbol: 'NO2' }, why: 'a byte order mark' },
    { text: `\r\n\r\n${line()}\r\n`, found: { line: 3 }, why: 'lines of another system, and empty ones' },
    {
      text: line(' NO2 ', ' 31.2', 'ug/m3', ' 20260201100000 ', '00 '),
      found: { value: 31.2, at: AT },
      why: 'blanks around the fields',
    },
  ])('reads $why', ({ text, found }) => {
    expect(one(text)).toMatchObject(found);
  });

  it.each([
    { text: line('XYZ'), field: 'symbol', found: 'XYZ', why: 'a symbol that nobody knows' },
    { text: line('constructor'), field: 'symbol', found: 'constructor', why: 'a name that every object has' },
    { text: line('no2'), field: 'symbol', found: 'no2', why: 'a symbol in small letters' },
    { text: line('NO2', '31,2'), field: 'value', found: '31,2', why: 'a decimal comma' },
    { text: line('NO2', ''), field: 'value', found: '', why: 'no value' },
    { text: line('NO2', 'NaN'), field: 'value', found: 'NaN', why: 'no number' },
    {
      text: line('NO2', '1', 'ug/m3', '20260230100000'),
      field: 'time',
      found: '20260230100000',
      why: 'a day that February has not',
    },
    {
      text: line('NO2', '1', 'ug/m3', '20260201240000'),
      field: 'time',
      found: '20260201240000',
      why: 'the hour 24',
    },
    {
      text: line('NO2', '1', 'ug/m3', '202602011000'),
      field: 'time',
      found: '202602011000',
      why: 'no seconds',
    },
    {
      text: line('NO2', '1', 'ug/m3', '20260201100000', '03'),
      field: 'status',
      found: '03',
      why: 'another status',
    },
    {
      text: line('NO2', '1', 'ug/m3', '20260201100000', '0'),
      field: 'status',
      found: '0',
      why: 'half a status',
    },
    {
      text: 'NO2\t1\tug/m3\t20260201100000',
      field: 'line',
      found: 'NO2\t1\tug/m3\t20260201100000',
      why: 'four fields',
    },
    {
      text: 'NO2 1 ug/m3 20260201100000 00',
      field: 'line',
      found: 'NO2 1 ug/m3 20260201100000 00',
      why: 'blanks for tabs',
    },
  ])('says what is wrong with $why, and reads the line after it', ({ text, field, found }) => {
    expect(parseStationFile(`${text}\n${line()}`)).toMatchObject([
      { line: 1, field, found },
      { line: 2, value: 31.2 },
    ]);
  });

  it('names metrics that there are', () => {
    expect(Object.values(STATION_SYMBOLS).filter((name) => metricOf(name)?.name !== name)).toEqual([]);
  });

  it('has as many outcomes as it has lines with something in them, whatever they hold', () => {
    const field = fc.oneof(
      fc.string(),
      fc.constantFrom(...Object.keys(STATION_SYMBOLS), '00', '1.5', '20260201100000'),
    );
    const content = fc.array(field, { maxLength: 6 }).map((fields) => fields.join('\t'));
    fc.assert(
      fc.property(fc.array(content), (lines) => {
        const text = lines.join('\n');
        const full = text
          .replace(/^\uFEFF/, '')
          .split(/\r\n|\n|\r/)
          .filter((each) => each.trim() !== '');
        expect(parseStationFile(text)).toHaveLength(full.length);
      }),
    );
  });
});
