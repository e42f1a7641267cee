import { parseStationFile, STATION_SYMBOLS, type StationFault, type StationValue } from '@toancanh/domains';
import { isPersonalBytes } from '@toancanh/privacy';
import { type Refusal, refusal } from '../screen/refusal.js';
import { EXPECTED } from '../screen/texts.js';

/** A reading put together from the lines of one instant and one status: a reading has one quality. */
export interface StationReading {
  readonly input: {
    readonly sensor: string;
    readonly at: number;
    readonly values: Record<string, number>;
    readonly units: Record<string, string>;
    readonly quality: StationValue['quality'];
  };
  /** The instant as it stands in the file. */
  readonly time: string;
  /** The line of each metric, counted from 1. */
  readonly lines: Map<string, number>;
}

/** The file of one station as readings, in the order of their first lines, and then why other lines are refused. */
export function decodeStationFile(
  text: string,
  sensor: string,
  unitsBelieved: boolean,
  mostLines: number,
): readonly (StationReading | Refusal)[] {
  const outcomes = parseStationFile(text);
  if (outcomes.length === 0 || outcomes.length > mostLines) {
    return [refusal('E_SCHEMA', '', undefined, EXPECTED.stationLines(mostLines))];
  }
  const readings = new Map<string, StationReading>();
  const strays: Refusal[] = [];
  for (const outcome of outcomes) {
    if ('field' in outcome) {
      strays.push(strayOf(outcome));
      continue;
    }
    const { line, symbol, metric, value, unit, at, time, quality } = outcome;
    const key = `${at} ${quality}`;
    let reading = readings.get(key);
    if (!reading) {
      readings.set(
        key,
        (reading = { input: { sensor, at, values: {}, units: {}, quality }, time, lines: new Map() }),
      );
    }
    if (reading.lines.has(metric)) {
      strays.push(refusal('E_SCHEMA', `/${line}/symbol`, symbol, EXPECTED.unique));
      continue;
    }
    reading.lines.set(metric, line);
    reading.input.values[metric] = value;
    if (unitsBelieved && unit !== '') reading.input.units[metric] = unit;
  }
  return [...readings.values(), ...strays];
}

/** Why a reading put together is refused, told of the file: `/7/unit` is the unit of line 7. */
export function locatedInFile({ lines, time }: StationReading, reason: Refusal): Refusal {
  const { path } = reason;
  if (path === '/at') return { ...reason, path: `/${[...lines.values()][0]}/time`, value: time };
  const [, field, metric] = /^\/(value|unit)s\/(.*)$/.exec(path) ?? [];
  const line = metric === undefined ? undefined : lines.get(metric);
  return line === undefined ? reason : { ...reason, path: `/${line}/${field}` };
}

const EXPECTED_FIELDS: Readonly<Record<StationFault['field'], string>> = {
  line: EXPECTED.stationLine,
  symbol: EXPECTED.stationSymbol(Object.keys(STATION_SYMBOLS)),
  value: EXPECTED.stationValue,
  time: EXPECTED.stationTime,
  status: '00, 01, 02',
};

function strayOf({ line, field, found }: StationFault): Refusal {
  const path = field === 'line' ? `/${line}` : `/${line}/${field}`;
  return isPersonalBytes(found)
    ? refusal('E_PERSONAL', path, undefined, EXPECTED.personal)
    : refusal('E_SCHEMA', path, found, EXPECTED_FIELDS[field]);
}
