import type { Context } from './context.js';

/** What a help page begins with: lines to copy. */
export function example({ say, terminal }: Pick<Context, 'say' | 'terminal'>, ...lines: string[]): string {
  return [terminal.style('bold', say('example')), ...lines.map((line) => `  ${line}`), ''].join('\n');
}
