import type { Bilingual } from '@toancanh/events';
import type { FigureDeclaration, Statistic } from '@toancanh/figures';

/** A share in percent: what most figures are. */
export const PERCENT = { unit: '%', digits: 1, min: 0, max: 100 } as const;

/** Of the newest minute, with whole days as its trend: a new value each hour at the latest. */
const NOW = { span: '1m', every: '1d' } as const;

/** A figure of an area's windows that is kept up all the time. */
export function figureOfNow(
  {
    of,
    to,
    times,
    stat = to === undefined ? 'mean' : 'sum',
    ...rest
  }: Omit<FigureDeclaration, 'compute' | 'period' | 'owner' | 'source' | 'better'> & {
    readonly of: string;
    readonly to?: string;
    readonly times?: number;
    readonly stat?: Statistic;
    readonly better?: FigureDeclaration['better'];
  },
  owner: Bilingual,
  source: Bilingual,
): FigureDeclaration {
  const factor = times ?? (to === undefined ? undefined : 100);
  return {
    better: 'higher',
    ...rest,
    owner,
    source,
    period: 'hour',
    compute: {
      ...NOW,
      of: { metric: of, stat },
      ...(to === undefined ? {} : { to: { metric: to, stat } }),
      ...(factor === undefined ? {} : { times: factor }),
    },
  };
}
