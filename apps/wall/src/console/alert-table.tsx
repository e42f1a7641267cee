import type { AlertView } from '@toancanh/events';
import { isAfterImage, lookOf } from '../core/alert-rows.js';
import { formatSince, shortAreaName } from '../core/format.js';
import { alertValue } from '../core/measured-text.js';
import { vi } from '../wall/model.js';
import { AlertSymbol } from '../wall/symbol.js';
import type { ConsoleModel } from './model.js';
import { STANDING } from './words.js';

export function AlertTable({ model, select }: { model: ConsoleModel; select: (id: string) => void }) {
  if (model.ordered.length === 0) {
    return <p class="nothing">{model.known ? 'Không có báo động' : 'Chưa có số liệu'}</p>;
  }
  return (
    <table class="alert-table">
      <thead>
        <tr>
          <th />
          <th>Báo động</th>
          <th>Khu vực</th>
          <th class="right">Giá trị</th>
          <th class="right">Tuổi</th>
          <th>Trạng thái</th>
        </tr>
      </thead>
      <tbody>
        {model.ordered.map((alert) => (
          <AlertLine
            key={alert.id}
            alert={alert}
            model={model}
            chosen={alert.id === model.chosen?.id}
            select={select}
          />
        ))}
      </tbody>
    </table>
  );
}

function AlertLine({
  alert,
  model,
  chosen,
  select,
}: {
  alert: AlertView;
  model: ConsoleModel;
  chosen: boolean;
  select: (id: string) => void;
}) {
  const classes = [chosen ? 'chosen' : '', isAfterImage(alert) ? 'over' : ''].join(' ').trim();
  return (
    <tr class={classes} aria-selected={chosen} onClick={() => select(alert.id)}>
      <td class="symbol">
        <AlertSymbol
          priority={alert.priority}
          look={lookOf(alert, model.second, model.unseen, model.condition.hatched)}
          single
        />
      </td>
      <td>
        <button type="button" class="plain">
          {vi(alert.title)}
        </button>
      </td>
      <td>{shortAreaName(model.areaName(alert.heir ?? alert.area))}</td>
      <td class="right">{alertValue(alert)}</td>
      <td class="right">{formatSince(model.serverTime - Date.parse(alert.raisedAt))}</td>
      <td>
        {STANDING[alert.state]}
        {alert.acknowledgedBy !== undefined && ` · ${alert.acknowledgedBy}`}
      </td>
    </tr>
  );
}
