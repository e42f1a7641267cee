import type { Rule } from '@toancanh/rules';
import type { FloodLevels } from './flood-levels.js';

/**
 * Rules for the alarm levels of one gauge. They are none of the defaults: which sensor stands at which gauge, only the
 * city knows. `river-bd1` to `river-bd3`, or with another beginning for a second gauge.
 */
export function floodRules(levels: FloodLevels, sensors: readonly string[], beginning = 'river'): Rule[] {
  return levels.flatMap((level, index): Rule[] => {
    if (level === null) return [];
    const bd = index + 1;
    return [
      {
        id: `${beginning}-bd${bd}`,
        version: 1,
        title: { vi: `Mực nước trên BĐ${bd}`, en: `River above alarm level ${bd}` },
        domain: 'environment',
        priority: (3 - index) as 3 | 2 | 1,
        metric: 'water_level',
        sensors: [...sensors],
        on: 'reading',
        when: { above: level },
        hold: '30s',
        clear: { when: { below: Number((level - 0.03).toFixed(2)) }, hold: '1m' },
      },
    ];
  });
}
