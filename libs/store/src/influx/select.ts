import { escape } from 'influx';
import { StoreError } from '../store.js';
import type { Home } from './database.js';
import type { Policy } from './line-batch.js';
import type { InfluxLimits } from './limits.js';
import type { QueryLine, Row, Series } from './query-line.js';
import { tagText } from './tag-text.js';

/** InfluxDB's last millisecond that is whole; later ones overflow its nanoseconds. */
const LAST = 9_223_372_036_853;

/** A query in the making: names go into it as parameters, never as text. */
export class Condition {
  readonly parameters: Record<string, string> = {};
  readonly #parts: string[] = [];
  #names = 0;

  tag(tag: string, name: string | undefined): this {
    return name === undefined ? this : this.plain(this.#is(tag, '=', name));
  }

  tagIsNot(tag: string, name: string): this {
    return this.plain(this.#is(tag, '!=', name));
  }

  oneOf(tag: string, names: readonly string[]): this {
    return this.plain(`(${names.map((name) => this.#is(tag, '=', name)).join(' OR ')})`);
  }

  /** [from, to) in epoch milliseconds. */
  between(from: number, to = Infinity): this {
    this.plain(`time >= ${millis(from)}`);
    return to > LAST ? this : this.plain(`time < ${millis(to)}`);
  }

  plain(part: string): this {
    this.#parts.push(part);
    return this;
  }

  toString(): string {
    return this.#parts.join(' AND ');
  }

  #is(tag: string, sign: '=' | '!=', name: string): string {
    const parameter = `p${this.#names++}`;
    this.parameters[parameter] = tagText(name);
    return `"${tag}" ${sign} $${parameter}`;
  }
}

/** Reads rows of the measurements where they are at home. */
export class Select {
  constructor(
    private readonly line: QueryLine,
    private readonly home: Home,
    readonly limits: InfluxLimits,
  ) {}

  /** Rows in the order of time, at most so many; STORE_READ for more than the limit of rows. */
  async rows(
    columns: string,
    policy: Policy,
    measurement: string,
    condition: Condition,
    most: number,
  ): Promise<readonly Row[]> {
    if (most > this.limits.rows) {
      throw new StoreError('STORE_READ', `the answer needs more than ${this.limits.rows} rows at once`);
    }
    const [series] = await this.series(
      columns,
      policy,
      measurement,
      condition,
      `ORDER BY time ASC LIMIT ${most}`,
    );
    return series?.values ?? [];
  }

  series(
    columns: string,
    policy: Policy,
    measurement: string,
    condition: Condition,
    tail: string,
  ): Promise<readonly Series[]> {
    const name = this.home[policy];
    const from = [...(name === undefined ? [] : [name]), measurement]
      .map((part) => escape.quoted(part))
      .join('.');
    return this.line.series(
      `SELECT ${columns} FROM ${from} WHERE ${condition.toString()} ${tail}`,
      condition.parameters,
    );
  }
}

function millis(at: number): string {
  return `${Math.min(LAST, Math.max(0, Math.ceil(at)))}ms`;
}
