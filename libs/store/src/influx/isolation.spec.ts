import { refusedOf } from './isolation.js';

/** A server that writes what does not begin with `!`, and refuses a request with any that does. */
function server({ counts }: { counts: boolean }) {
  const written = new Set<string>();
  let requests = 0;
  const write = async (lines: readonly string[]): Promise<string | undefined> => {
    requests += 1;
    const bad = lines.filter((line) => line.startsWith('!'));
    for (const line of lines) if (!line.startsWith('!')) written.add(line);
    if (bad.length === 0) return undefined;
    return counts ? `partial write: dropped=${bad.length}` : 'unable to parse';
  };
  return { written, write, requests: () => requests };
}

/** `x` for a good line, `!` for a bad one. */
const drawn = (picture: string) => [...picture].map((mark, i) => `${mark}${i}`);

describe('refusedOf', () => {
  it.each([
    { lines: '', bad: [], requests: 1 },
    { lines: 'xxxx', bad: [], requests: 1 },
    { lines: '!', bad: ['!0'], requests: 1 },
    { lines: 'xxx!', bad: ['!3'], requests: 5 },
    { lines: '!xxxx!xx', bad: ['!0', '!5'], requests: 11 },
    { lines: '!!!!', bad: ['!0', '!1', '!2', '!3'], requests: 7 },
    { lines: '!!!!', bad: ['!0', '!1', '!2', '!3'], requests: 1, counts: true, why: 'all of them, it says' },
    { lines: 'xx!!', bad: ['!2', '!3'], requests: 3, counts: true },
  ])('$lines: $requests requests', async ({ lines, bad, requests, counts = false }) => {
    const influx = server({ counts });
    const refused = await refusedOf(drawn(lines), influx.write);
    expect(refused.map(({ point }) => point)).toEqual(bad);
    expect(influx.written.size).toBe(lines.length - bad.length);
    expect(influx.requests()).toBe(requests);
  });

  it('writes all the good ones of a thousand', async () => {
    const lines = drawn([...Array(1_000).keys()].map((i) => (i % 97 === 5 ? '!' : 'x')).join(''));
    const influx = server({ counts: false });
    const refused = await refusedOf(lines, influx.write);
    expect(refused).toHaveLength(11);
    expect(influx.written.size).toBe(989);
  });

  it('throws what is thrown', async () => {
    await expect(refusedOf(['x'], () => Promise.reject(new Error('down')))).rejects.toThrow('down');
  });
});
