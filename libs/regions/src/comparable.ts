import type { Lineage } from '@toancanh/events';
import type { RegionTree } from './region-tree.js';

export type Comparability =
  /** The same extent under both names: a series goes on. */
  | { readonly kind: 'same' }
  /** The later areas together are exactly the earlier one, or the earlier ones together the later. */
  | { readonly kind: 'sum'; readonly of: readonly string[] }
  /** Extents were cut; without weights nothing may be said. */
  | { readonly kind: 'not-comparable'; readonly because: readonly Lineage[] };

/**
 * How figures of the area that had `code` after a reform stand to the areas it came from. Only whole predecessors
 * add up to it; one that gave it a part makes history not comparable, and splitting it silently would be a guess.
 */
export function comparedWithPredecessors(tree: RegionTree, code: string): Comparability {
  const { from } = tree.lineageOf(code);
  const parts = from.filter(({ extent }) => extent === 'part');
  if (parts.length > 0) return { kind: 'not-comparable', because: parts };
  return from.length === 1 ? { kind: 'same' } : { kind: 'sum', of: from.map((edge) => edge.from) };
}

/** How the area that had `code` before a reform stands to its successors. */
export function comparedWithSuccessors(tree: RegionTree, code: string): Comparability {
  const { to } = tree.lineageOf(code);
  const parts = to.filter(({ extent }) => extent === 'part');
  if (parts.length > 0) return { kind: 'not-comparable', because: parts };
  // A whole area that went into a larger one: the larger one's figures are not its own any more.
  const larger = to.flatMap((edge) => tree.lineageOf(edge.to).from).filter(({ from }) => from !== code);
  return larger.length === 0 ? { kind: 'same' } : { kind: 'not-comparable', because: larger };
}
