import type { Area, Lineage } from '@toancanh/events';

export interface RegionData {
  readonly areas: readonly Area[];
  readonly lineage: readonly Lineage[];
  /** Code of the root area; `province` names it too. */
  readonly root: string;
  /** IANA name; dates of areas are days of this zone. */
  readonly timeZone: string;
}
export declare class RegionTree {
  constructor(data: RegionData);
  readonly root: string;
  /** Every version of every area, as given. */
  readonly versions: readonly Area[];
  /** The code that a person or program means: `province` is the root; undefined if no area ever had it. */
  resolve(code: string): string | undefined;
  at(code: string, when: number): Area | undefined;
  /** `code` itself, then its parents up to the root, as of `when`; empty for an unknown code. Cheap: called for each closed window. */
  pathOf(code: string, when: number): readonly string[];
  childrenOf(code: string, when: number): readonly Area[];
  /** `code` and every code below it as of `when`. */
  under(code: string, when: number): ReadonlySet<string>;
  /** Every area in force at `when`, parents before children. */
  all(when: number): readonly Area[];
  lineageOf(code: string): { readonly from: readonly Lineage[]; readonly to: readonly Lineage[] };
}
