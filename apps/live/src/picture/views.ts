import { isSensitive, stateName } from '@toancanh/domains';
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
