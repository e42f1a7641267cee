import { DAY, numbers, START, type Scene } from './scene.js';

export function describeKeeping(scene: Scene): void {
  describe('keeping', () => {
    scene.itWith(
      ['clock', 'keeping'],
      'lets records go when they are older than the topic keeps them; offsets go on',
      async () => {
        await scene.log.append(scene.one, numbers(3));
        scene.harness.setTime!(START + DAY);
        await scene.log.append(scene.one, numbers(2, 'k', 3));
        await scene.harness.maintain!(START + DAY + 1);
        expect(await scene.log.extent(scene.one)).toEqual([{ partition: 0, first: 3, next: 5 }]);
        await scene.harness.maintain!(START + 3 * DAY);
        expect(await scene.log.extent(scene.one)).toEqual([{ partition: 0, first: 5, next: 5 }]);
        if (scene.can.has('disk')) scene.log = await scene.harness.reopen!();
        await scene.log.append(scene.one, numbers(1, 'k', 5));
        const { inbox, reader } = await scene.read(scene.one);
        await reader.caughtUp;
        expect(inbox.records.map(({ offset, value }) => [offset, value])).toEqual([[5, 5]]);
      },
    );

    scene.itWith(
      ['keeping'],
      'keeps the newest record of each key of a compacted topic; tombstones go, offsets are not used again',
      async () => {
        await scene.log.append(scene.compacted, [
          { key: 'a', value: '1' },
          { key: 'b', value: '1' },
          { key: 'a', value: '2' },
          { key: 'c', value: '1' },
        ]);
        await scene.log.append(scene.compacted, [
          { key: 'a', value: '3' },
          { key: 'c', value: null },
        ]);
        const before = await scene.read(scene.compacted);
        await before.inbox.count(6);
        expect(before.inbox.values).toEqual([1, 1, 2, 1, 3, null]);

        await scene.harness.maintain!(START + 40 * DAY);
        const after = await scene.read(scene.compacted);
        await after.reader.caughtUp;
        expect(after.inbox.records.map(({ offset, key, value }) => [offset, key, value])).toEqual([
          [1, 'b', 1],
          [4, 'a', 3],
        ]);
        if (scene.can.has('disk')) scene.log = await scene.harness.reopen!();
        await scene.log.append(scene.compacted, [{ key: 'c', value: '9' }]);
        const last = await scene.read(scene.compacted, {}, scene.log);
        await last.inbox.count(3);
        expect(last.inbox.records.at(-1)).toMatchObject({ offset: 6, key: 'c', value: 9 });
        await last.reader.caughtUp;
        expect(last.reader.lag()).toBe(0);
      },
    );

    scene.itWith(['disk'], 'has everything again when it is opened again', async () => {
      if (scene.can.has('clock')) scene.harness.setTime!(START + 5_000);
      await scene.log.append(scene.one, numbers(3));
      await scene.log.append(scene.compacted, numbers(2));
      scene.log = await scene.harness.reopen!();
      if (scene.can.has('clock')) scene.harness.setTime!(START);
      await scene.log.append(scene.one, numbers(1, 'k', 3));
      const { inbox } = await scene.read(scene.one);
      await inbox.count(4);
      expect(inbox.values).toEqual([0, 1, 2, 3]);
      if (scene.can.has('clock')) expect(inbox.records.at(-1)!.appendTime).toBe(START + 5_000);
      expect(await scene.log.extent(scene.compacted)).toEqual([{ partition: 0, first: 0, next: 2 }]);
    });
  });
}
