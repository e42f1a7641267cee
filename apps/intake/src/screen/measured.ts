import { inOwnUnit, type Metric, metricNames, metricOf } from '@toancanh/domains';
import { hashNumber, hashText } from './hash.js';
import { Nearest } from './nearest.js';
import { type Refusal, refusal } from './refusal.js';
import { EXPECTED } from './texts.js';

const NEAREST = new Nearest(metricNames());
/** Unit spellings remembered for each metric. */
const MOST_SPELLINGS = 64;

interface Known {
  readonly metric: Metric;
  readonly isAlias: boolean;
  /** `"pm25":` */
  readonly key: string;
  readonly seed1: number;
  readonly seed2: number;
  /** Spellings that mean the metric's own unit. */
  readonly own: Set<string>;
}

/** The values of a reading in their metrics' own units, as text for the log, with a hash of 64 bits for duplicates. */
export class Measured {
  text = '';
  hash1 = 0;
  hash2 = 0;
  /** Canonical name of the first metric. */
  first = '';
}

/** Knows every metric under every name; turns `values` and `units` into `Measured`, or says what is wrong. */
export class Scales {
  readonly #known = new Map<string, Known>();
  /** Filled anew by each call of `measure`: one reading is in hand at a time. */
  readonly #measured = new Measured();

  constructor(private readonly seed: number) {}

  measure(
    values: Readonly<Record<string, number>>,
    units: Readonly<Record<string, string>> | undefined,
  ): Measured | Refusal {
    const measured = this.#measured;
    measured.text = '';
    measured.first = '';
    measured.hash1 = measured.hash2 = this.seed;
    let count = 0;
    let aliased = false;
    for (const name in values) {
      const known = this.#known.get(name) ?? this.#learn(name);
      if (!known) return unknownMetric(`/values/${name}`, name, values[name]);
      const { metric } = known;
      const unit = units?.[name];
      const sent = values[name]!;
      const value = unit === undefined || known.own.has(unit) ? sent : this.#converted(known, sent, unit);
      if (value === undefined) {
        return refusal('E_UNIT', `/units/${name}`, unit, EXPECTED.unit(unitsOf(metric)));
      }
      // Written so that NaN is out of range too.
      if (!(value >= metric.min && value <= metric.max)) {
        return refusal(
          'E_RANGE',
          `/values/${name}`,
          sent,
          EXPECTED.range(metric.min, metric.max, metric.unit),
        );
      }
      // Names are unique, so a metric can come twice only under an alias.
      aliased ||= known.isAlias;
      if (aliased && measured.text.includes(known.key)) {
        return refusal('E_SCHEMA', `/values/${name}`, sent, EXPECTED.unique);
      }
      measured.text += (count === 0 ? '' : ',') + known.key + value;
      if (count === 0) measured.first = metric.name;
      // Added, so that the order of the names does not matter.
      measured.hash1 = (measured.hash1 + hashNumber(value, known.seed1)) | 0;
      measured.hash2 = (measured.hash2 + hashNumber(value, known.seed2)) | 0;
      count += 1;
    }
    for (const name in units) {
      if (!(name in values)) {
        return refusal('E_SCHEMA', `/units/${name}`, units[name], EXPECTED.unitOfValue);
      }
    }
    return measured;
  }

  #learn(name: string): Known | undefined {
    const metric = metricOf(name);
    if (!metric) return undefined;
    const known = {
      metric,
      isAlias: name !== metric.name,
      key: `${JSON.stringify(metric.name)}:`,
      seed1: hashText(metric.name, this.seed),
      seed2: hashText(metric.name, ~this.seed),
      own: new Set([metric.unit]),
    };
    this.#known.set(name, known);
    return known;
  }

  #converted({ metric, own }: Known, value: number, unit: string): number | undefined {
    const converted = inOwnUnit(metric, value, unit);
    if (converted === undefined || converted === value) {
      if (converted !== undefined && own.size < MOST_SPELLINGS && isOwn(metric, unit)) own.add(unit);
      return converted;
    }
    // A factor such as 5/9 leaves digits that nobody measured.
    return Number(converted.toPrecision(12));
  }
}

function isOwn(metric: Metric, unit: string): boolean {
  return inOwnUnit(metric, 0, unit) === 0 && inOwnUnit(metric, 1, unit) === 1;
}

function unitsOf(metric: Metric): readonly string[] {
  return [metric.unit, ...Object.keys(metric.units ?? {})];
}

export function unknownMetric(path: string, name: string, value: unknown): Refusal {
  return refusal('E_SCHEMA', path, value, EXPECTED.metric(NEAREST.to(name)));
}
