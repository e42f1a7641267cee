import { Flow, whileAlive } from './flow.js';

describe('Flow', () => {
  it('lets those go on who wait while it is closed', async () => {
    const flow = new Flow();
    expect(flow.opened).toBeUndefined();
    flow.set(false);
    const first = flow.opened;
    flow.set(false);
    expect(flow.opened).toBe(first);
    flow.set(true);
    await first;
    expect(flow.opened).toBeUndefined();
  });
});

describe('whileAlive', () => {
  const never = new Promise(() => undefined);

  it('gives signs of life until the event', async () => {
    let signs = 0;
    let happens = (): void => undefined;
    const event = new Promise<void>((resolve) => (happens = resolve));
    const sign = async () => {
      signs += 1;
      if (signs === 3) happens();
    };
    await whileAlive(event, sign, 1, new AbortController().signal);
    expect(signs).toBe(3);
  });

  it.each([
    { why: 'the event fails', event: Promise.reject(new Error('no')), sign: () => Promise.resolve() },
    { why: 'the sign fails', event: never, sign: () => Promise.reject(new Error('no')) },
  ])('rejects when $why', async ({ event, sign }) => {
    await expect(whileAlive(event, sign, 1, new AbortController().signal)).rejects.toThrow('no');
  });

  it.each([
    { why: 'before', abort: (stop: AbortController) => stop.abort(new Error('over')) },
    { why: 'meanwhile', abort: (stop: AbortController) => setImmediate(() => stop.abort(new Error('over'))) },
  ])('rejects when it was stopped $why', async ({ abort }) => {
    const stop = new AbortController();
    abort(stop);
    await expect(whileAlive(never, () => Promise.resolve(), 60_000, stop.signal)).rejects.toThrow('over');
  });
});
