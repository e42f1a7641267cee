import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Static, TSchema } from '@sinclair/typebox';
import { type Bilingual, type Fault, type Shape } from '@toancanh/events';
import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import type { Findings, Position } from './fault.js';

const START: Position = { line: 1, column: 1 };

/** A YAML or JSON file whose values can be traced back to the line that holds them. */
export class StructuredFile {
  #positions: { readonly document: Document; readonly lines: LineCounter } | undefined;

  private constructor(
    readonly name: string,
    private readonly text: string,
    private readonly findings: Findings,
  ) {}

  /** Undefined when the file cannot be read; the findings say so. */
  static open(folder: string, name: string, findings: Findings): StructuredFile | undefined {
    const text = textOfFile(folder, name, findings);
    return text === undefined ? undefined : new StructuredFile(name, text, findings);
  }

  /** The file's value in this shape, or undefined with a fault for what is wrong first. */
  as<T extends TSchema>(shape: Shape<T>): Static<T> | undefined {
    const parsed = this.parse();
    if (!parsed) return undefined;
    if (shape.check(parsed.value)) return parsed.value;
    const fault = shape.faultOf(parsed.value);
    this.fault({ ...fault, cure: cureOfShape(fault) });
    return undefined;
  }

  /** The file's value as it stands; undefined when the text is no YAML (or no JSON). */
  parse(): { readonly value: unknown } | undefined {
    if (this.name.endsWith('.json')) return this.#parseJson();
    const { document } = this.#located();
    const error = document.errors[0];
    if (!error) return { value: document.toJS({ maxAliasCount: 100 }) };
    const { line, col } = error.linePos?.[0] ?? { line: 1, col: 1 };
    this.#syntaxFault('YAML', { line, column: col }, error.message);
    return undefined;
  }

  #parseJson(): { readonly value: unknown } | undefined {
    try {
      return { value: JSON.parse(this.text) };
    } catch (error) {
      const { message } = error as SyntaxError;
      const before = this.text.slice(0, offsetIn(this.text, message)).split('\n');
      this.#syntaxFault('JSON', { line: before.length, column: before.at(-1)!.length + 1 }, message);
      return undefined;
    }
  }

  #syntaxFault(expected: 'JSON' | 'YAML', at: Position, message: string): void {
    const what = message.split('\n')[0]!;
    this.findings.add({
      ...{ severity: 'fault', file: this.name, ...at, path: '', value: undefined, expected },
      cure: { vi: `Sửa lỗi cú pháp: ${what}`, en: `Correct the syntax: ${what}` },
    });
  }

  fault(fault: Fault & { readonly cure: Bilingual }): void {
    this.findings.add({ severity: 'fault', file: this.name, ...this.positionOf(fault.path), ...fault });
  }

  warning(fault: Fault & { readonly cure: Bilingual }): void {
    this.findings.add({ severity: 'warning', file: this.name, ...this.positionOf(fault.path), ...fault });
  }

  /** Where the value at a JSON pointer stands; what is missing stands at what should hold it. */
  positionOf(pointer: string): Position {
    const { document, lines } = this.#located();
    const keys = pointer.split('/').slice(1).map(unescape);
    for (let length = keys.length; length >= 0; length--) {
      const node = length === 0 ? document.contents : document.getIn(keys.slice(0, length).map(keyOf), true);
      if (!isNode(node) || !node.range) continue;
      const { line, col } = lines.linePos(node.range[0]);
      return { line, column: col };
    }
    return START;
  }

  #located() {
    if (!this.#positions) {
      const lines = new LineCounter();
      this.#positions = { document: parseDocument(this.text, { lineCounter: lines }), lines };
    }
    return this.#positions;
  }
}

/** The file's text in NFC, so that one Vietnamese word is one string whatever keyboard wrote it. */
export function textOfFile(folder: string, name: string, findings: Findings): string | undefined {
  try {
    return readFileSync(join(folder, name), 'utf8')
      .replace(/^\uFEFF/u, '')
      .normalize('NFC');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    findings.add({
      ...{ severity: 'fault', file: name, ...START, path: '', value: undefined },
      expected: 'a file that can be read',
      cure: {
        vi: code === 'ENOENT' ? 'Tạo tệp này trong thư mục thành phố.' : `Kiểm tra quyền đọc (${code}).`,
        en: code === 'ENOENT' ? 'Make this file in the city folder.' : `Check who may read it (${code}).`,
      },
    });
    return undefined;
  }
}

function cureOfShape({ path, expected }: Fault): Bilingual {
  const field = path.slice(path.lastIndexOf('/') + 1);
  if (expected === 'Unexpected property') {
    return {
      vi: `Bỏ trường ${field}, hoặc sửa tên nó.`,
      en: `Remove the field ${field}, or correct its name.`,
    };
  }
  if (expected === 'Expected required property') {
    return { vi: `Thêm trường ${field}.`, en: `Add the field ${field}.` };
  }
  return { vi: `Sửa giá trị của ${field}.`, en: `Correct the value of ${field}.` };
}

function unescape(token: string): string {
  return token.replaceAll('~1', '/').replaceAll('~0', '~');
}

function keyOf(token: string): string | number {
  return /^\d+$/.test(token) ? Number(token) : token;
}

/** V8 tells either the position of a syntax error, or ten characters of the text before it and after. */
function offsetIn(text: string, message: string): number {
  const position = /position (\d+)/.exec(message)?.[1];
  if (position !== undefined) return Number(position);
  const around = /\.\.\."([^]*)"\.\.\. is not valid JSON$/.exec(message)?.[1];
  const found = around === undefined ? -1 : text.indexOf(around);
  return found === -1 ? 0 : found + 10;
}
