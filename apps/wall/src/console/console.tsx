import { formatNumber } from '../core/format.js';
import { ConditionText } from '../wall/strip.js';
import { AlertDetail } from './alert-detail.js';
import { AlertTable } from './alert-table.js';
import type { ConsoleModel } from './model.js';

export function Console({ model, select }: { model: ConsoleModel; select: (id: string) => void }) {
  const { condition, sources, unseen, simulated, name, calendar, serverTime, chosen } = model;
  const time = serverTime > 0 ? calendar.at(serverTime) : undefined;
  return (
    <main class={condition.hatched ? 'console hatched' : 'console'}>
      <header class="bar-top">
        <h1>{name} · Bảng điều khiển</h1>
        <ConditionText condition={condition} brief={false} />
        {sources.all > 0 && (
          <span>
            nguồn {formatNumber(sources.fresh, 0)}/{formatNumber(sources.all, 0)}
          </span>
        )}
        <span>chưa nhận {formatNumber(unseen, 0)}</span>
        {simulated && <span class="mark">MÔ PHỎNG</span>}
        <span class="clock">
          {time?.date} {time?.clock}
        </span>
        <a href="/wall/province">Màn hình lớn</a>
      </header>
      <div class="list">
        <AlertTable model={model} select={select} />
      </div>
      {chosen ? (
        <AlertDetail key={chosen.id} alert={chosen} model={model} />
      ) : (
        <section class="detail">
          <p class="nothing">Chọn một báo động để xem chi tiết</p>
        </section>
      )}
    </main>
  );
}
