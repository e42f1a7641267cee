import { CityStream } from '@toancanh/client';
import type { Figure } from '@toancanh/events';
import type { FigureDeclaration } from '@toancanh/figures';
import { RunningLive } from '../testing/running-live.js';

const SCORE: FigureDeclaration = {
  ...{ id: 'score', domain: 'administration', title: { vi: 'Điểm', en: 'Score' }, unit: 'điểm', digits: 1 },
  ...{
    better: 'higher',
    period: 'month',
    owner: { vi: 'Văn phòng', en: 'Office' },
    source: { vi: 'QĐ', en: 'D' },
  },
  targets: [{ from: '2026-01-01', value: 90 }],
};

let live: RunningLive;
const streams: CityStream[] = [];
beforeEach(async () => {
  live = new RunningLive({ figures: [SCORE] });
  await live.start();
});
afterEach(async () => {
  for (const stream of streams.splice(0)) stream.close();
  await live.stop();
});

const open = (options: { areas: string[]; domains?: string[] }) => {
  const stream = new CityStream({ url: live.url, ...options });
  streams.push(stream);
  return stream;
};
/** Resolves with the figure as soon as it is as wanted; a delta may have come before anybody waits for it. */
const shown = (stream: CityStream, area: string, wanted: (figure: Figure) => boolean) =>
  new Promise<Figure>((resolve) => {
    const look = () => {
      const figure = stream.picture.figures.get(`${area}|score`);
      if (figure && wanted(figure)) resolve(figure);
    };
    stream.on('snapshot', look);
    stream.on('delta', look);
    look();
  });
const enter = (area: string, value: number, asOf: string) =>
  live.get('/api/v1/figures/score', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ area, value, asOf, by: 'Nguyễn An' }),
  });

describe('a figure entered by hand', () => {
  it('is in the snapshot without a value, and in a delta once it is entered, in its own area only', async () => {
    const root = open({ areas: ['province'] });
    const north = open({ areas: ['north'] });
    await Promise.all([
      shown(root, 'root', ({ value }) => value === null),
      shown(north, 'north', ({ value }) => value === null),
    ]);
    await enter('north', 88.5, '2026-10-31');
    expect(await shown(north, 'north', ({ value }) => value !== null)).toMatchObject({
      ...{ value: 88.5, how: 'entered', old: false, target: { value: 90 }, owner: SCORE.owner },
      entry: { by: 'Nguyễn An', version: 1 },
    });
    expect(root.picture.figures.get('root|score')?.value).toBeNull();
    await enter('north', 91, '2026-10-31');
    expect((await shown(north, 'north', ({ value }) => value === 91)).entry?.version).toBe(2);
  });

  it('becomes old on the stream by itself', async () => {
    await enter('root', 88.5, '2026-10-31');
    const root = open({ areas: ['province'] });
    await shown(root, 'root', ({ old }) => old === false);
    live.clock.at += 60 * 86_400_000;
    expect((await shown(root, 'root', ({ old }) => old === true)).value).toBe(88.5);
  });

  it('is left out of a subscription to other domains', async () => {
    const traffic = open({ areas: ['province'], domains: ['traffic'] });
    const all = open({ areas: ['province'] });
    await enter('root', 88.5, '2026-10-31');
    await shown(all, 'root', ({ value }) => value !== null);
    expect(traffic.picture.figures.has('root|score')).toBe(false);
  });
});
