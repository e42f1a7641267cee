import { DOMAINS } from '@toancanh/domains';
import type { Figure } from '@toancanh/events';
import { bullet, missesTarget } from '../core/figure-groups.js';
import { formatAge, formatNumber } from '../core/format.js';
import { vi, type WallModel } from './model.js';

const TITLES: ReadonlyMap<string, string> = new Map(DOMAINS.map(({ name, title }) => [name, vi(title)]));

/** A figure resting on old data says so: its age stands where its sources would. */
function basis(figure: Figure, serverTime: number): string {
  const { fresh, all } = figure.sources ?? { fresh: 0, all: 0 };
  if (fresh > 0 || figure.asOf === null) return `${fresh}/${all}`;
  return formatAge(serverTime - Date.parse(figure.asOf));
}

function FigureRow({ figure, serverTime, bars }: { figure: Figure; serverTime: number; bars: boolean }) {
  const { value, target } = figure;
  const scale = target && value !== null ? bullet(value, target.value) : undefined;
  return (
    <div class={target && bars ? 'figure with-bar' : 'figure'}>
      <div class="line">
        <span class="title one-line">{vi(figure.title)}</span>
        {value === null ? (
          <span class="number lacking">{figure.hidden ? 'ẩn' : '—'}</span>
        ) : (
          <span>
            <span class="number">{formatNumber(value, figure.digits)}</span>
            <span class="unit"> {figure.unit}</span>
            {target && !bars && <span class="unit"> |{formatNumber(target.value, 0)}</span>}
            {missesTarget(figure) && <span class="unit"> ▼</span>}
          </span>
        )}
        <span class="sources">{basis(figure, serverTime)}</span>
      </div>
      {target && bars && (
        <div
          class="bar"
          style={{ '--filled': String(scale?.filled ?? 0), '--tick': String(scale?.tick ?? 0.87) }}
        >
          <div class="filled" />
          <div class="tick" />
        </div>
      )}
    </div>
  );
}

/** The heading of a domain, in the city's language. */
function titleOf(domain: string): string {
  return (TITLES.get(domain) ?? domain).toLocaleUpperCase('vi');
}

/** One turn of the strip: cells of figures that have no place beside the map. */
export function PanelPage({ model }: { model: WallModel }) {
  const { panel, serverTime } = model;
  if (!panel) return null;
  return (
    <section class="panel-page">
      {panel.map(({ domain, figures }, cell) => (
        <div class="cell" key={cell}>
          <h2 class="block-title">{titleOf(domain)}</h2>
          {figures.map((figure) => (
            <FigureRow key={figure.id} figure={figure} serverTime={serverTime} bars={false} />
          ))}
        </div>
      ))}
    </section>
  );
}

export function Figures({ model }: { model: WallModel }) {
  const { plan, figures, serverTime } = model;
  if (plan.figureLines === 0) return null;
  if (plan.layout === 'area' && model.answered) return null;
  if (plan.layout === 'area') {
    return (
      <section class="figures">
        {figures
          .flatMap((group) => group.figures)
          .map((figure) => (
            <FigureRow key={figure.id} figure={figure} serverTime={serverTime} bars={false} />
          ))}
      </section>
    );
  }
  return (
    <section class="figures">
      {figures.map(({ domain, figures: group }) => (
        <div class="figure-group" key={domain}>
          <h2 class="block-title">{titleOf(domain)}</h2>
          {group.map((figure) => (
            <FigureRow key={figure.id} figure={figure} serverTime={serverTime} bars />
          ))}
        </div>
      ))}
    </section>
  );
}
