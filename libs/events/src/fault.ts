import { type Static, type TSchema } from '@sinclair/typebox';
import { type TypeCheck, TypeCompiler } from '@sinclair/typebox/compiler';

/** What is wrong with a value, and where. */
export interface Fault {
  /** JSON pointer (RFC 6901). */
  readonly path: string;
  readonly value: unknown;
  readonly expected: string;
}

/** A compiled schema: `check` on the hot path, `faultOf` only once it has failed. */
export class Shape<T extends TSchema> {
  readonly #compiled: TypeCheck<T>;

  constructor(readonly schema: T) {
    this.#compiled = TypeCompiler.Compile(schema);
  }

  check(value: unknown): value is Static<T> {
    return this.#compiled.Check(value);
  }

  /** The first fault of a value that failed `check`. */
  faultOf(value: unknown): Fault {
    const first = this.#compiled.Errors(value).First();
    return first
      ? { path: first.path, value: first.value, expected: first.message }
      : { path: '', value, expected: 'a value of this shape' };
  }
}
