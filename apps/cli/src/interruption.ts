/**
 * Takes over Ctrl-C and SIGTERM when first asked; a second Ctrl-C ends the process as usual. Where a parent holds a
 * channel to this process its end is an interruption too, so that no child outlives a parent that was killed.
 */
export function onceInterrupted(): () => AbortSignal {
  let controller: AbortController | undefined;
  return () => {
    if (!controller) {
      const interruption = (controller = new AbortController());
      const interrupt = () => {
        interruption.abort();
        // An open channel would keep the process from ending.
        if (process.connected) process.disconnect();
      };
      for (const signal of ['SIGINT', 'SIGTERM', 'disconnect'] as const) process.once(signal, interrupt);
    }
    return controller.signal;
  };
}
