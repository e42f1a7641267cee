import { DOMAINS } from '@toancanh/domains';
import type { Figure } from '@toancanh/events';
import { answeredText } from '../core/answered-text.js';
import { bullet } from '../core/figure-groups.js';
import type { CityCalendar } from '../core/format.js';
import { vi, type WallModel } from './model.js';

const TITLES: ReadonlyMap<string, string> = new Map(DOMAINS.map(({ name, title }) => [name, vi(title)]));

/** Value and target above, as of when and whose it is below; hatched where it is old. */
function Answered({
  figure,
  serverTime,
  calendar,
  heading,
}: {
  figure: Figure;
  serverTime: number;
  calendar: CityCalendar;
  heading: boolean;
}) {
  const { value, aim, isMissed, when, outlook } = answeredText(figure, serverTime, calendar);
  const owner = figure.owner ? vi(figure.owner) : '';
  const { target } = figure;
  const scale = target && figure.value !== null ? bullet(figure.value, target.value) : undefined;
  return (
    <div class={figure.old ? 'answered old' : 'answered'}>
      {heading && (
        <h2 class="block-title">
          <span class="one-line">
            {(TITLES.get(figure.domain) ?? figure.domain).toLocaleUpperCase('vi')} · CHỈ TIÊU
          </span>
          <span class="when">{when}</span>
        </h2>
      )}
      <div class="line">
        <span class="title one-line">{vi(figure.title)}</span>
        {value === undefined ? (
          <span class="unit">chưa có số liệu</span>
        ) : (
          <span>
            <span class="number">{value}</span>
            <span class="unit"> {figure.unit}</span>
            <span class="unit"> {aim}</span>
            {isMissed && <span class="unit"> ▼</span>}
          </span>
        )}
      </div>
      <div class="meta">
        <span class="one-line">{[heading ? '' : when, owner].filter(Boolean).join(' · ')}</span>
        <span class="outlook">{outlook}</span>
      </div>
      {scale && (
        <div class="bar" style={{ '--filled': String(scale.filled), '--tick': String(scale.tick) }}>
          <div class="filled" />
          <div class="tick" />
        </div>
      )}
    </div>
  );
}

/** One turn of figures that somebody answers for: in the strip of a province, in the block of an area. */
export function AnsweredPage({ model }: { model: WallModel }) {
  const { answered, plan, serverTime, calendar } = model;
  if (!answered) return null;
  const isStrip = plan.layout === 'province';
  return (
    <section class={isStrip ? 'panel-page' : 'figures answered-figures'}>
      {answered.map((figure) => (
        <Answered
          key={figure.id}
          figure={figure}
          serverTime={serverTime}
          calendar={calendar}
          heading={isStrip}
        />
      ))}
    </section>
  );
}
