import type { Bilingual } from '@toancanh/events';
import { CsvError, parse } from 'csv-parse/sync';
import type { Findings } from './fault.js';
import { textOfFile } from './structured-file.js';

/** One row of a CSV file; faults are told with its line and the column's place in it. */
export class CsvRow<Column extends string> {
  faults = 0;

  constructor(
    private readonly file: string,
    private readonly line: number,
    private readonly raw: string,
    private readonly columns: readonly string[],
    private readonly fields: readonly string[],
    private readonly findings: Findings,
  ) {}

  /** Empty for a column that the file does not have. */
  value(column: Column): string {
    return this.fields[this.columns.indexOf(column)] ?? '';
  }

  fault(column: Column, expected: string, cure: Bilingual): void {
    this.faults++;
    this.#add('fault', column, expected, cure);
  }

  warning(column: Column, expected: string, cure: Bilingual): void {
    this.#add('warning', column, expected, cure);
  }

  #add(severity: 'fault' | 'warning', column: Column, expected: string, cure: Bilingual): void {
    this.findings.add({
      ...{
        severity,
        file: this.file,
        line: this.line,
        column: startOf(this.raw, this.columns.indexOf(column)),
      },
      ...{ path: column, value: this.value(column), expected, cure },
    });
  }
}

/** A CSV file (RFC 4180, a head line, commas) read as rows that know their lines. */
export class CsvFile<Column extends string> {
  private constructor(readonly rows: readonly CsvRow<Column>[]) {}

  /** Undefined when it cannot be read or its head lacks a column; the findings say so. */
  static open<Column extends string>(
    folder: string,
    name: string,
    required: readonly Column[],
    optional: readonly Column[],
    findings: Findings,
  ): CsvFile<Column> | undefined {
    const text = textOfFile(folder, name, findings);
    if (text === undefined) return undefined;
    const fault = (line: number, path: string, value: unknown, expected: string, cure: Bilingual) =>
      findings.add({ severity: 'fault', file: name, line, column: 1, path, value, expected, cure });
    let records: readonly { record: string[]; info: { lines: number }; raw: string }[];
    try {
      records = parse(text, { info: true, raw: true, skip_empty_lines: true, trim: true }) as never;
    } catch (error) {
      if (!(error instanceof CsvError)) throw error;
      fault(Number(error.lines ?? 1), '', undefined, 'CSV with as many fields in each row as in the head', {
        vi: `Sửa dòng này: ${error.message}`,
        en: `Correct this line: ${error.message}`,
      });
      return undefined;
    }
    const [head, ...body] = records;
    const columns = head?.record ?? [];
    const missing = required.filter((column) => !columns.includes(column));
    const unknown = columns.filter((column) => ![...required, ...optional].includes(column as Column));
    if (missing.length > 0 || unknown.length > 0) {
      fault(1, missing[0] ?? unknown[0]!, columns.join(','), `the columns ${required.join(',')}`, {
        vi: missing.length > 0 ? `Thêm cột ${missing.join(', ')}.` : `Bỏ cột ${unknown.join(', ')}.`,
        en:
          missing.length > 0
            ? `Add the columns ${missing.join(', ')}.`
            : `Remove the columns ${unknown.join(', ')}.`,
      });
      return undefined;
    }
    return new CsvFile(
      body.map(({ record, info, raw }) => new CsvRow(name, info.lines, raw, columns, record, findings)),
    );
  }
}

/** Where the field begins in its line, from 1. Commas within quotes separate nothing. */
function startOf(raw: string, field: number): number {
  let quoted = false;
  let seen = 0;
  const line = raw.replace(/^[\r\n]+/, '');
  for (let i = 0; i < line.length && seen < field; i++) {
    if (line[i] === '"') quoted = !quoted;
    else if (line[i] === ',' && !quoted && ++seen === field) return i + 2;
  }
  return 1;
}
