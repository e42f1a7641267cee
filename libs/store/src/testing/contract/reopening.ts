import { EVER, NOON, reading } from '../samples.js';
import { named } from './helpers.js';
import type { Scene } from './scene.js';

export function itReopens(scene: Scene): void {
  const { reopen } = scene.fixture;
  if (!reopen) return;
  it('still has everything when it is opened again, and a repeat still changes nothing', async () => {
    const batch = {
      readings: [reading(), reading({ offset: 9 })],
      windows: [named('1.1'), named('0.1')],
    };
    await scene.store.write(batch);
    const before = await Promise.all([
      scene.store.readings(EVER),
      scene.store.windows({ ...EVER, metric: 'pm25', span: '1m' }),
    ]);
    scene.store = await reopen(scene.store);
    await scene.store.write(batch);
    await scene.store.write({ readings: [reading({ sensor: 'new', at: NOON + 1, offset: 10 })] });
    const { items } = await scene.store.readings(EVER);
    expect(items.slice(0, -1)).toEqual(before[0].items);
    expect(items.at(-1)!.sensor).toBe('new');
    expect(await scene.store.windows({ ...EVER, metric: 'pm25', span: '1m' })).toEqual(before[1]);
  });
}
