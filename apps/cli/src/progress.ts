import type { Context } from './context.js';

const SILENT_FOR = 2_000;

/** Says what is being waited for, once it takes more than two seconds. */
export async function withProgress<T>(
  { terminal, say }: Pick<Context, 'terminal' | 'say'>,
  what: string,
  work: Promise<T>,
): Promise<T> {
  let seconds = SILENT_FOR / 1000;
  let counting: NodeJS.Timeout | undefined;
  const show = () => {
    const line = say('waiting', { what, seconds });
    if (terminal.interactive) terminal.redraw(line);
    else if (!counting) terminal.message(line);
    counting ??= setInterval(() => {
      seconds += 1;
      show();
    }, 1_000);
  };
  const quiet = setTimeout(show, SILENT_FOR);
  try {
    return await work;
  } finally {
    clearTimeout(quiet);
    clearInterval(counting);
    if (counting && terminal.interactive) terminal.redraw(null);
  }
}
