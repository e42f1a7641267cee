import { type Static, Type } from '@sinclair/typebox';
import type { LongSpanName } from '@toancanh/windows';

/** Up to which instant hours and days have been closed, as it is kept with a commit. */
export const Ended = Type.Partial(Type.Object({ '1h': Type.Integer(), '1d': Type.Integer() }));
export type Ended = Static<typeof Ended>;

/** Which hours and days have been said to have ended. They are said in order, so the latest end tells of all before it. */
export class ClosedSpans {
  readonly #to = new Map<LongSpanName, number>();

  close(span: LongSpanName, end: number): void {
    this.#to.set(span, Math.max(end, this.upTo(span)));
  }

  has(span: LongSpanName, end: number): boolean {
    return end <= this.upTo(span);
  }

  /** −Infinity while none has been said. */
  upTo(span: LongSpanName): number {
    return this.#to.get(span) ?? -Infinity;
  }

  add({ '1h': hour = -Infinity, '1d': day = -Infinity }: Ended): void {
    this.close('1h', hour);
    this.close('1d', day);
  }

  ended(): Ended {
    return Object.fromEntries([...this.#to].filter(([, end]) => Number.isFinite(end)));
  }
}
