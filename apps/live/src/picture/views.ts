import { stateName } from '@toancanh/domains';
import {
  type Alert,
  type AlertView,
  type Reading,
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

export function alertView(alert: Alert): AlertView {
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

/** A raw reading as it leaves on HTTP: its place in the log is not part of it. */
export type ReadingView = Omit<Reading, 'at' | 'receivedAt'> & { at: string; receivedAt: string };

export function readingView(reading: Reading): ReadingView {
  const { sensor, gateway, at, receivedAt, values, quality, epoch, seq } = reading;
  return {
    sensor,
    gateway,
    at: toIso(at),
    receivedAt: toIso(receivedAt),
    values,
    quality,
    ...(epoch === undefined ? {} : { epoch }),
    ...(seq === undefined ? {} : { seq }),
  };
}
