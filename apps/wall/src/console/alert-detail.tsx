import { metricOf } from '@toancanh/domains';
import type { AlertView } from '@toancanh/events';
import { useState } from 'preact/hooks';
import { alertValue, measuredText } from '../core/measured-text.js';
import { acknowledge, type Acknowledgement } from '../net/acknowledge.js';
import { vi } from '../wall/model.js';
import { AlertSymbol } from '../wall/symbol.js';
import type { ConsoleModel } from './model.js';
import { CHANGE, STANDING } from './words.js';

const NAME = 'who';

/** Given the alert's id as its key, so that what was typed for one alert is never sent for another. */
export function AlertDetail({ alert, model }: { alert: AlertView; model: ConsoleModel }) {
  const { calendar } = model;
  const metric = metricOf(alert.metric);
  const when = (instant: string): string => {
    const { date, clock } = calendar.at(Date.parse(instant));
    return `${clock} ${date}`;
  };
  return (
    <section class="detail">
      <h2>
        <AlertSymbol priority={alert.priority} look="filled" single size={0.75} /> {vi(alert.title)}
      </h2>
      <p class="english">{alert.title.en}</p>
      <dl>
        <dt>Trạng thái</dt>
        <dd>{STANDING[alert.state]}</dd>
        <dt>Khu vực</dt>
        <dd>{model.areaName(alert.heir ?? alert.area)}</dd>
        {alert.desk !== undefined && (
          <>
            <dt>Trực ban</dt>
            <dd>{alert.desk}</dd>
          </>
        )}
        {alert.sensor !== undefined && (
          <>
            <dt>Cảm biến</dt>
            <dd>{alert.sensor}</dd>
          </>
        )}
        <dt>Giá trị xấu nhất</dt>
        <dd>{alertValue(alert) || '—'}</dd>
        <dt>Giới hạn</dt>
        <dd>
          {alert.limit === undefined || metric?.kind === 'state'
            ? '—'
            : measuredText(alert.metric, alert.limit, alert.unit)}
        </dd>
        <dt>Quy tắc</dt>
        <dd>
          {alert.rule} · bản {alert.ruleVersion}
        </dd>
        <dt>Từ lúc</dt>
        <dd>{when(alert.since)}</dd>
      </dl>
      {(alert.state === 'unacknowledged' || alert.state === 'returned') && <AcknowledgeForm alert={alert} />}
      <h3>Diễn biến</h3>
      <ol class="history">
        {alert.history.toReversed().map((change) => (
          <li key={change.version}>
            <time>{when(change.at)}</time> {CHANGE[change.what]}
            {change.value !== undefined && ` (${measuredText(alert.metric, change.value, alert.unit)})`}
            {change.who !== undefined && ` · ${change.who}`}
            {change.to !== undefined && ` · ${change.from ?? '—'} → ${change.to}`}
            {change.note !== undefined && <q>{change.note}</q>}
          </li>
        ))}
      </ol>
      {alert.inputs.length > 0 && (
        <>
          <h3>Số đo làm căn cứ</h3>
          <ol class="history">
            {alert.inputs.toReversed().map(({ at, value }, index) => (
              <li key={index}>
                <time>{when(at)}</time> {measuredText(alert.metric, value, alert.unit)}
              </li>
            ))}
          </ol>
        </>
      )}
    </section>
  );
}

function AcknowledgeForm({ alert }: { alert: AlertView }) {
  const [who, setWho] = useState(localStorage.getItem(NAME) ?? '');
  const [note, setNote] = useState('');
  const [sending, setSending] = useState(false);
  const [answer, setAnswer] = useState<Acknowledgement>();

  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    localStorage.setItem(NAME, who.trim());
    setSending(true);
    setAnswer(await acknowledge(alert, who.trim(), note.trim()));
    setSending(false);
  };

  return (
    <form class="acknowledge" onSubmit={(event) => void send(event)}>
      <label>
        Người nhận
        <input
          value={who}
          onInput={(event) => setWho(event.currentTarget.value)}
          required
          maxLength={80}
          autocomplete="off"
        />
      </label>
      <label>
        Ghi chú
        <input
          value={note}
          onInput={(event) => setNote(event.currentTarget.value)}
          maxLength={500}
          autocomplete="off"
        />
      </label>
      <button type="submit" disabled={sending || who.trim() === ''}>
        {sending ? 'Đang gửi…' : 'Xác nhận'}
      </button>
      {answer && answer.outcome !== 'done' && (
        <p class="answer" role="alert">
          {answer.detail}
        </p>
      )}
    </form>
  );
}
