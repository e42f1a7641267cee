import { isSensitive, SENSITIVE_NAMES, stateName } from '@toancanh/domains';
import {
  type Alert,
  type AlertView,
  type Reading,
  type Rejection,
  toIso,
  type Window,
  type WindowView,
} from '@toancanh/events';

/** The sketch stays within: it is for making windows of windows. */
export function windowView<W extends Pick<Window, 'start' | 'end' | 'asOf' | 'sketch'>>(
  window: W,
): Omit<W, 'start' | 'end' | 'asOf' | 'sketch'> & Pick<WindowView, 'start' | 'end' | 'asOf'> {
  const { start, end, asOf, sketch: _, ...rest } = window;
  return { ...rest, start: toIso(start), end: toIso(end), asOf: toIso(asOf) };
}

/** An alert about a sensitive metric tells that it is, not the numbers that raised it. */
export function alertView(whole: Alert): AlertView {
  const alert = isSensitive(whole.metric) ? withoutNumbers(whole) : whole;
  const { since, raisedAt, returnedAt, acknowledgedAt, movedAt, inputs, history, ...rest } = alert;
  const valueName = rest.value === undefined ? undefined : stateName(rest.metric, rest.value);
  return {
    ...rest,
    ...(valueName ? { valueName } : {}),
    since: toIso(since),
    raisedAt: toIso(raisedAt),
    ...(returnedAt === undefined ? {} : { returnedAt: toIso(returnedAt) }),
    ...(acknowledgedAt === undefined ? {} : { acknowledgedAt: toIso(acknowledgedAt) }),
    ...(movedAt === undefined ? {} : { movedAt: toIso(movedAt) }),
    inputs: inputs.map((input) => ({ ...input, at: toIso(input.at) })),
    history: history.map((change) => ({ ...change, at: toIso(change.at) })),
  };
}

function withoutNumbers({ value: _, inputs: __, history, ...rest }: Alert): Alert {
  return { ...rest, inputs: [], history: history.map(({ value: ___, ...change }) => change) };
}

/** Of a message that names a sensitive metric neither bytes nor value leave: what was in order in it stands there too. */
export function rejectionView(rejection: Rejection): Rejection {
  const { bytes, value: _, ...rest } = rejection;
  if (bytes === undefined) return rejection;
  const text = Buffer.from(bytes, 'base64').toString();
  return SENSITIVE_NAMES.some((name) => text.includes(name)) ? rest : rejection;
}

/** A raw reading as it leaves on HTTP: its place in the log is not part of it. */
export type ReadingView = Omit<Reading, 'at' | 'receivedAt'> & { at: string; receivedAt: string };

/** Undefined where all of its values are sensitive. */
export function readingView(reading: Reading): ReadingView | undefined {
  const { sensor, gateway, at, receivedAt, values, quality, epoch, seq } = reading;
  const open = Object.entries(values).filter(([metric]) => !isSensitive(metric));
  if (open.length === 0) return undefined;
  return {
    sensor,
    gateway,
    at: toIso(at),
    receivedAt: toIso(receivedAt),
    values: Object.fromEntries(open),
    quality,
    ...(epoch === undefined ? {} : { epoch }),
    ...(seq === undefined ? {} : { seq }),
  };
}
