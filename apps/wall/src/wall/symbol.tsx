import type { Priority } from '@toancanh/events';
import { formatNumber } from '../core/format.js';
import type { SymbolLook } from '../core/alert-rows.js';
import { ALERT_FILL, SYMBOLS } from '../core/symbol-shape.js';

/** The same shape as on the map. `size` is half of its height, in ems of the body text. */
export function AlertSymbol({
  priority,
  look,
  size = 0.58,
  single = false,
}: {
  priority: Priority;
  look: SymbolLook;
  size?: number;
  /** In a line of text every priority has the same height. */
  single?: boolean;
}) {
  const { path, scale, labelY } = SYMBOLS[priority];
  const colour = look === 'grey' ? 'var(--frame)' : ALERT_FILL[priority];
  const filled = look === 'filled';
  const side = `${2 * size * (single ? 1 : scale)}em`;
  return (
    <svg class="symbol-svg" viewBox="-1.1 -1.1 2.2 2.2" width={side} height={side}>
      <path
        d={path}
        fill={filled ? colour : 'none'}
        stroke={colour}
        stroke-width="0.16"
        stroke-linejoin="round"
        opacity={look === 'dim' ? 0.55 : 1}
      />
      <text
        y={labelY + 0.36}
        font-size={priority === 1 ? 0.95 : 1.1}
        fill={filled ? 'var(--on-alert)' : colour}
      >
        {priority}
      </text>
    </svg>
  );
}

const PRIORITIES: readonly Priority[] = [1, 2, 3, 4];

/** How many alerts of each priority are open, where there are any. */
export function AlertCounts({ counts, hatched }: { counts: readonly number[]; hatched: boolean }) {
  return (
    <span class="counts">
      {PRIORITIES.map((priority) => {
        const count = counts[priority - 1] ?? 0;
        if (count === 0) return null;
        return (
          <span key={priority}>
            <AlertSymbol priority={priority} look={hatched ? 'outline' : 'filled'} single />
            {formatNumber(count, 0)}
          </span>
        );
      })}
    </span>
  );
}
