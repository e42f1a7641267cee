import type { Figure } from '@toancanh/events';

export interface FigureGroup {
  readonly domain: string;
  readonly figures: readonly Figure[];
}

/** Lines of a domain's heading, of one figure, and of the bar below a figure that has a target. */
export interface FigureLines {
  readonly heading: number;
  readonly figure: number;
  readonly bar: number;
}

/**
 * The figures that fit into so many lines: each domain's first before any domain's second, so that a small wall
 * shows a little of everything. The order of domains and of figures is the catalogue's: people find things by place.
 */
export function groupsOf(
  figures: Iterable<Figure>,
  domains: readonly string[],
  lines: number,
  cost: FigureLines,
): readonly FigureGroup[] {
  const byDomain = new Map<string, Figure[]>(domains.map((domain) => [domain, []]));
  for (const figure of figures) {
    const group = byDomain.get(figure.domain);
    if (group) group.push(figure);
    else byDomain.set(figure.domain, [figure]);
  }

  const kept = new Map<string, Figure[]>();
  let left = lines;
  const deepest = Math.max(0, ...[...byDomain.values()].map(({ length }) => length));
  for (let rank = 0; rank < deepest; rank++) {
    for (const [domain, all] of byDomain) {
      const figure = all[rank];
      if (!figure) continue;
      const group = kept.get(domain);
      const needed = cost.figure + (figure.target ? cost.bar : 0) + (group ? 0 : cost.heading);
      if (needed > left) continue;
      left -= needed;
      if (group) group.push(figure);
      else kept.set(domain, [figure]);
    }
  }
  return [...byDomain.keys()].flatMap((domain) => {
    const group = kept.get(domain);
    return group ? [{ domain, figures: group }] : [];
  });
}

/** Share of a target's bar that is filled and where its tick stands, both 0…1, for a value that may exceed the target. */
export function bullet(value: number, target: number): { filled: number; tick: number } {
  const scale = Math.max(value, target) * 1.15;
  if (!(scale > 0)) return { filled: 0, tick: 0 };
  return { filled: Math.max(0, value) / scale, tick: Math.max(0, target) / scale };
}

/** Whether the target is missed; said as ▼ in text, never in an alarm's colour. */
export function missesTarget(figure: Figure): boolean {
  if (!figure.target || figure.value === null) return false;
  const { value, better } = figure.target;
  return better === 'higher' ? figure.value < value : figure.value > value;
}
