import type { AlertView } from '@toancanh/events';
import { isAfterImage } from '../core/alert-rows.js';
import { formatNumber, formatSince, shortAreaName } from '../core/format.js';
import { alertValue } from '../core/measured-text.js';
import { SYMBOLS } from '../core/symbol-shape.js';
import { vi, type WallModel } from './model.js';
import { AlertCounts, AlertSymbol } from './symbol.js';

function standing(alert: AlertView): string {
  switch (alert.state) {
    case 'unacknowledged':
      return 'chưa nhận';
    case 'acknowledged':
      return `→ ${alert.acknowledgedBy ?? 'đã nhận'}`;
    case 'returned':
      return 'đã hết';
    case 'normal':
      return 'đã hết, đã nhận';
  }
}

function AlertRow({ alert, number, model }: { alert: AlertView; number: number; model: WallModel }) {
  const over = isAfterImage(alert);
  const age = formatSince(model.serverTime - Date.parse(alert.raisedAt));
  return (
    <li class={over ? 'alert over' : 'alert'}>
      <div class="symbol">
        <AlertSymbol priority={alert.priority} look={model.lookOf(alert)} />
      </div>
      <div class="title one-line">{vi(alert.title)}</div>
      <div class="value">{alertValue(alert)}</div>
      <div class="where secondary">
        {!over && (
          <span class="ring">
            <span>{number}</span>
          </span>
        )}
        <span class="one-line">
          {shortAreaName(model.areaName(alert.heir ?? alert.area))} · {age} · {standing(alert)}
        </span>
      </div>
    </li>
  );
}

export function AlertList({ model }: { model: WallModel }) {
  const { shown, folded } = model.alerts;
  return (
    <section class="alerts">
      {model.plan.layout === 'province' && (
        <h2 class="block-title">
          BÁO ĐỘNG
          <AlertCounts counts={model.counts} hatched={model.condition.hatched} />
        </h2>
      )}
      {shown.length + folded.length === 0 ? (
        <div class="empty">{model.known ? 'Không có báo động' : 'Chưa có số liệu'}</div>
      ) : (
        <ol>
          {shown.map((alert, index) => (
            <AlertRow key={index} alert={alert} number={index + 1} model={model} />
          ))}
          {folded.map(({ priority, count }) => (
            <li class="folded" key={`p${priority}`}>
              <span class="symbol">
                <AlertSymbol
                  priority={priority}
                  look={model.condition.hatched ? 'outline' : 'filled'}
                  single
                />
              </span>
              +{formatNumber(count, 0)} {SYMBOLS[priority].vi}
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
