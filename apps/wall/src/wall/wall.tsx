import { AlertList } from './alert-list.js';
import { AnsweredPage } from './answered.js';
import { Figures, PanelPage } from './figures.js';
import type { WallModel } from './model.js';
import { Header, Strip } from './strip.js';
import { Trends } from './trends.js';

export function Wall({ model }: { model: WallModel }) {
  const { plan, condition } = model;
  const classes = ['picture', plan.layout];
  if (condition.hatched) classes.push('hatched');
  if (plan.trendLines > 0) classes.push('with-trends');
  if (plan.layout === 'province' && plan.figureLines === 0) classes.push('without-figures');
  return (
    <main class={classes.join(' ')}>
      <Header model={model} />
      <Strip model={model} />
      <AlertList model={model} />
      <div class="map" />
      <Figures model={model} />
      <Trends model={model} />
      <PanelPage model={model} />
      <AnsweredPage model={model} />
      <div class="veil" />
    </main>
  );
}
