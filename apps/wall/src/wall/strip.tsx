import { formatAge, formatNumber, formatOutage } from '../core/format.js';
import type { Condition } from '../core/condition.js';
import type { AreaSource } from '../core/sources.js';
import type { WallModel } from './model.js';
import { AlertCounts } from './symbol.js';

export function Header({ model }: { model: WallModel }) {
  const { time, name, simulated } = model;
  return (
    <header class="header">
      <div class="name one-line">{name}</div>
      <div class="clock">
        <span>{time?.date}</span>
        <b>{time?.clock ?? '--:--:--'}</b>
      </div>
      <div class="marks">{simulated && <span class="mark">MÔ PHỎNG</span>}</div>
    </header>
  );
}

/** Data this old is the server's word for data that there never was: it counts from 1970. */
const NEVER = 10 * 365 * 24 * 60 * 60_000;

/** What is wrong is said in the words of the cause and the age of it. */
export function ConditionText({ condition, brief }: { condition: Condition; brief: boolean }) {
  switch (condition.kind) {
    case 'live':
      return (
        <div class="condition">
          TRỰC TIẾP{' '}
          <span class="age">
            {brief ? '' : '· tuổi '}
            {formatAge(condition.age)}
          </span>
        </div>
      );
    case 'waiting':
      return <div class="condition broken">Đang nối… {formatOutage(condition.age)}</div>;
    case 'cut':
      return <div class="condition broken">Mất kết nối {formatOutage(condition.age)}</div>;
    case 'silent':
      return (
        <div class="condition broken">
          {condition.age < NEVER
            ? `Không có số liệu mới ${formatOutage(condition.age)}`
            : 'Chưa có số liệu nào'}
        </div>
      );
  }
}

function worstOf(areas: readonly AreaSource[]): string {
  const lost = areas.filter((area) => area.lost);
  const [worst] = lost;
  if (!worst) return '';
  const age = worst.age === undefined ? 'chưa có số liệu' : `mất ${formatAge(worst.age)}`;
  const others = lost.length > 1 ? `, +${lost.length - 1}` : '';
  return ` (${worst.name} ${age}${others})`;
}

export function Strip({ model }: { model: WallModel }) {
  const { condition, sources, areas, counts, unseen, known, plan } = model;
  const open = counts.reduce((sum, count) => sum + count, 0);
  const heard = areas.filter(({ lost }) => !lost).length;
  return (
    <div class="strip">
      <ConditionText condition={condition} brief={plan.layout === 'area'} />
      {sources.all > 0 && (
        <div class="item">
          nguồn{' '}
          <b>
            {formatNumber(sources.fresh, 0)}/{formatNumber(sources.all, 0)}
          </b>
        </div>
      )}
      {areas.length > 0 && (
        <div class="item wide one-line">
          {plan.layout === 'province' ? 'khu vực' : 'phường, xã'}{' '}
          <b>
            {heard}/{areas.length}
          </b>
          {worstOf(areas)}
        </div>
      )}
      {known && (
        <div class="item">
          {plan.layout === 'area' && open > 0 ? (
            <AlertCounts counts={counts} hatched={condition.hatched} />
          ) : (
            <>
              báo động <b>{formatNumber(open, 0)}</b>
            </>
          )}
          {unseen > 0 && plan.layout === 'province' && ` · chưa nhận ${formatNumber(unseen, 0)}`}
        </div>
      )}
    </div>
  );
}
