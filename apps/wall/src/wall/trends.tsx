import type { WallModel } from './model.js';

/** The places of the charts; their pixels are drawn by `TrendChart`. One element a place, whatever page is shown, also while a panel is. */
export function Trends({ model }: { model: WallModel }) {
  const { plan, trends, panel, answered } = model;
  if (plan.trendLines === 0) return null;
  return (
    <section class={panel || answered ? 'trends aside' : 'trends'}>
      {Array.from({ length: plan.trendsPerPage }, (_, place) => {
        const caption = trends[place];
        return (
          <div class="trend" key={place}>
            <div class="caption">
              {caption && (
                <>
                  <span class="one-line">{caption.title}</span>
                  <b>{caption.value}</b>
                  <span class="range">{caption.range}</span>
                </>
              )}
            </div>
            <div class="chart" data-place={place} />
          </div>
        );
      })}
    </section>
  );
}
