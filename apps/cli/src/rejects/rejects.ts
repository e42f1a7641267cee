import { setTimeout as pause } from 'node:timers/promises';
import type { Rejection } from '@toancanh/events';
import { ask } from '../ask.js';
import type { Context } from '../context.js';
import { withProgress } from '../progress.js';
import { rejectionLines } from '../rejection-lines.js';
import { httpBaseOf, settingsOf } from '../settings-of.js';
import type { RejectsOptions } from './rejects.command.js';

const ASK_AGAIN_AFTER = 1_000;

interface Page {
  readonly items: readonly Rejection[];
  readonly next: string | null;
}

/**
 * Shows what was refused, oldest first, and with `follow` what comes after. The stream of walls carries no rejections and
 * the gateway's own topic needs its password, so following asks the API once a second from the newest instant seen.
 */
export async function rejects(context: Context, options: RejectsOptions): Promise<void> {
  const base = options.url?.replace(/\/$/, '') ?? httpBaseOf(settingsOf(context));
  const interruption = options.follow ? context.interruption() : undefined;
  const shown = new Set<string>();
  let from: string | undefined;
  let first = true;
  while (!interruption?.aborted) {
    const asked = pagesOf(context, base, options, from);
    const items = first
      ? await withProgress(context, context.say('fetching', { at: base }), asked)
      : await asked;
    for (const rejection of items) {
      if (shown.has(rejection.id)) continue;
      shown.add(rejection.id);
      if (options.json) context.terminal.json(rejection);
      else show(context, rejection);
    }
    const newest = items.at(-1)?.at;
    if (newest !== undefined && newest !== from) {
      from = newest;
      // Only what shares the newest instant can come again.
      shown.clear();
      for (const { id, at } of items) if (at === newest) shown.add(id);
    }
    if (!interruption) {
      if (items.length === 0) context.terminal.message(context.say('rejectsNone'));
      return;
    }
    first = false;
    await pause(ASK_AGAIN_AFTER, undefined, { signal: interruption }).catch(() => undefined);
  }
}

async function pagesOf(
  context: Context,
  base: string,
  { gateway, code }: RejectsOptions,
  from: string | undefined,
): Promise<Rejection[]> {
  const items: Rejection[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const query = new URLSearchParams({
      gateway,
      limit: '1000',
      ...(code && { code }),
      ...(from && { from }),
      ...(cursor && { cursor }),
    });
    const page: Page = await ask(context, base, `/api/v1/rejected?${query}`);
    items.push(...page.items);
    cursor = page.next;
  }
  return items.sort((a, b) => (a.at === b.at ? compare(a.id, b.id) : compare(a.at, b.at)));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function show(context: Context, rejection: Rejection): void {
  const { say, terminal } = context;
  const { at, code, path, topic } = rejection;
  terminal.out(`${at}  ${terminal.style('bold', code)}  ${path || say('wholeMessage')}  ${topic}`);
  for (const line of rejectionLines(rejection, context)) terminal.out(`    ${line}`);
}
