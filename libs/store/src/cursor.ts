import { type Static, type TSchema, Type } from '@sinclair/typebox';
import { Shape } from '@toancanh/events';
import { StoreError } from './store.js';

/** The last item of a page, as text that travels in a URL. */
export class CursorCodec<T extends TSchema> {
  readonly #shape: Shape<T>;

  constructor(schema: T) {
    this.#shape = new Shape(schema);
  }

  encode(last: Static<T>): string {
    return Buffer.from(JSON.stringify(last)).toString('base64url');
  }

  /** Throws STORE_CURSOR for what `encode` did not make; undefined stays undefined. */
  decode(cursor: string | undefined): Static<T> | undefined {
    if (cursor === undefined) return undefined;
    let last: unknown;
    try {
      last = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    } catch (cause) {
      throw new StoreError('STORE_CURSOR', 'the cursor is not one of ours', { cause });
    }
    if (!this.#shape.check(last)) throw new StoreError('STORE_CURSOR', 'the cursor is not one of this list');
    return last;
  }
}

/** at, sensor, offset, partition */
export const readingCursor = new CursorCodec(
  Type.Tuple([Type.Integer(), Type.String(), Type.Integer(), Type.Integer()]),
);

/** start, whether of an area, sensor or area */
export const windowCursor = new CursorCodec(Type.Tuple([Type.Integer(), Type.Boolean(), Type.String()]));
