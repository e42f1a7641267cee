import { CityStream, type StreamEvent } from '@toancanh/client';
import type { AlertView, Value } from '@toancanh/events';
import { ask } from '../ask.js';
import type { Context } from '../context.js';
import { CommandError, EXIT } from '../exit.js';
import { withProgress } from '../progress.js';
import { httpBaseOf, settingsOf } from '../settings-of.js';
import { alertLine, valueLine } from './alert-line.js';
import type { TailOptions } from './tail.command.js';

/** Follows until interrupted. Once it has been live, a lost connection is waited out; before, it is a failure. */
export async function tail(context: Context, options: TailOptions): Promise<void> {
  const { say, terminal } = context;
  const { area, minPriority } = options;
  const url = options.url?.replace(/\/$/, '') ?? httpBaseOf(settingsOf(context));
  await withProgress(context, say('connecting', { at: url }), ask(context, url, '/health/live'));

  const stream = new CityStream({ url, areas: [area], ...(minPriority !== undefined && { minPriority }) });
  const interruption = context.interruption();
  interruption.addEventListener('abort', () => stream.close());
  const shown = new Shown();
  try {
    for await (const event of stream) {
      if (interruption.aborted) return;
      if (event.type === 'refused') {
        throw new CommandError(EXIT.failed, say('tailRefused', event.data));
      }
      if (event.type === 'state') {
        const words = { live: 'tailLive', connecting: 'tailLost', resyncing: 'tailResync' } as const;
        terminal.message(say(words[event.data.state], { areas: area }));
      }
      for (const alert of shown.changed(alertsOf(event))) {
        if (options.json) terminal.json({ type: 'alert', ...alert });
        else terminal.out(alertLine(alert, context));
      }
      if (event.type === 'snapshot') shown.keepOnly(stream.picture.alerts);
      if (options.values) {
        for (const value of valuesOf(event)) {
          if (options.json) terminal.json({ type: 'value', ...value });
          else terminal.out(valueLine(value, context));
        }
      }
      await terminal.drained();
    }
  } finally {
    stream.close();
  }
}

/** What was shown of each alert, so that a new snapshot says only what is new. */
class Shown {
  readonly #versions = new Map<string, number>();

  changed(alerts: readonly AlertView[]): AlertView[] {
    return alerts.filter(({ id, version }) => {
      if (version <= (this.#versions.get(id) ?? 0)) return false;
      this.#versions.set(id, version);
      return true;
    });
  }

  keepOnly(known: ReadonlyMap<string, unknown>): void {
    for (const id of this.#versions.keys()) if (!known.has(id)) this.#versions.delete(id);
  }
}

function alertsOf(event: StreamEvent): readonly AlertView[] {
  return event.type === 'snapshot' || event.type === 'delta' ? (event.data.alerts ?? []) : [];
}

function valuesOf(event: StreamEvent): readonly Value[] {
  return event.type === 'snapshot' || event.type === 'delta' ? (event.data.latest ?? []) : [];
}
