/** Labels whose values are numbers, units or names, all of which are judged where they are used. */
const LABELS = new Set(['bn', 'bt', 'bu', 'bv', 'bs', 'bver', 'n', 'u', 'v', 'vb', 's', 't', 'ut']);

/**
 * Whether a pack has labels that nobody looks at, or texts for values. RFC 8428 4.4 has unknown labels ignored, but a person's
 * data under one must not come in either.
 */
export function hasStrangeLabel(root: unknown): boolean {
  if (Array.isArray(root)) return root.some(isStrange);
  if (typeof root !== 'object' || root === null) return false;
  const { e, ...base } = root as { e?: unknown };
  return isStrange(base) || (Array.isArray(e) && e.some(isStrange));
}

function isStrange(record: unknown): boolean {
  if (typeof record !== 'object' || record === null) return false;
  for (const label in record) if (!LABELS.has(label)) return true;
  return false;
}
