import type { Reading, Sensor } from '@toancanh/events';
import { MinuteStage, type StageStart } from './minute-stage.js';
import { decodePosition, encodePosition } from './position.js';

const SENSOR: Sensor = { id: 'a', gateway: 'g', domain: 'environment', area: 'e1', metrics: ['pm25'] };
const LATENESS = 30_000;
const M = 60_000;

const stageOf = (more: Partial<StageStart> = {}) =>
  new MinuteStage({
    lateness: LATENESS,
    epoch: 1,
    starts: new Map([
      [0, 0],
      [1, 0],
    ]),
    ...more,
  });
const reading = (at: number, value = 1): Reading => ({
  sensor: 'a',
  gateway: 'g',
  at,
  receivedAt: at,
  values: { pm25: value },
  quality: 'ok',
});
/** A reading in partition 0. */
const put = (stage: MinuteStage, offset: number, appendTime: number, at: number, value = 1) =>
  stage.reach(0, offset, appendTime)
    ? stage.take(0, offset, appendTime, reading(at, value), SENSOR)
    : 'again';
const tick = (stage: MinuteStage, partition: number, offset: number, appendTime: number) =>
  stage.reach(partition, offset, appendTime);

describe('MinuteStage', () => {
  // append time  0        60        90        120
  // minute 0     [---------)·········|               closes when every partition has come to 90
  it('closes a minute when the slowest partition has passed its end by the lateness', () => {
    const stage = stageOf();
    put(stage, 0, 10_000, 5_000);
    tick(stage, 0, 1, 200_000);
    tick(stage, 1, 0, 89_999);
    expect(stage.due().minutes).toEqual([]);
    tick(stage, 1, 1, 90_000);
    expect(stage.due()).toMatchObject({ asOf: M, minutes: [{ start: 0, size: 1 }], late: [] });
    expect(stage.due().minutes).toEqual([]);
  });

  it.each([
    { why: 'just in time', appendTime: 89_999, is: 'accepted' },
    { why: 'as the watermark of its partition reaches the end', appendTime: 90_000, is: 'late' },
    { why: 'dated ahead', appendTime: 0, is: 'accepted' },
  ])('takes a reading of minute 0 $why as $is', ({ appendTime, is }) => {
    expect(put(stageOf(), 0, appendTime, 30_000)).toBe(is);
  });

  it('notices a late reading after its minute, even when it comes before the minute closes', () => {
    const stage = stageOf();
    put(stage, 0, 10_000, 5_000);
    put(stage, 1, 95_000, 6_000);
    expect(stage.due()).toMatchObject({ minutes: [], late: [] });
    tick(stage, 1, 0, 95_000);
    expect(stage.due()).toMatchObject({
      minutes: [{ start: 0, size: 1 }],
      late: [{ sensor: 'a', start: 0, at: 6_000 }],
    });
    put(stage, 2, 96_000, 7_000);
    expect(stage.due()).toMatchObject({ minutes: [], late: [{ at: 7_000 }] });
  });

  it.each([
    { why: 'the same again', second: 1, is: 'duplicate' },
    { why: 'another value', second: 2, is: 'accepted' },
  ])('$why for an instant is $is', ({ second, is }) => {
    const stage = stageOf();
    put(stage, 0, 10_000, 5_000, 1);
    expect(put(stage, 1, 10_000, 5_000, second)).toBe(is);
  });

  it('takes a batch that comes back once', () => {
    const stage = stageOf();
    expect([put(stage, 0, 10_000, 5_000), put(stage, 0, 10_000, 5_000)]).toEqual(['accepted', 'again']);
    expect(stage.openValues).toBe(1);
  });

  it('needs the oldest reading of an open minute, and else nothing but the next record', () => {
    const stage = stageOf();
    tick(stage, 0, 0, 1_000);
    put(stage, 1, 10_000, 5_000);
    put(stage, 2, 70_000, 65_000);
    tick(stage, 1, 0, 70_000);
    expect([...stage.needs()]).toEqual([
      [0, 1],
      [1, 1],
    ]);
    tick(stage, 0, 3, 95_000);
    tick(stage, 1, 1, 95_000);
    stage.due();
    expect([...stage.needs()]).toEqual([
      [0, 2],
      [1, 2],
    ]);
  });

  describe('after a restart', () => {
    // offset        0          1          2          3            committed: watermark 60,000, reached 3, read from 1
    // append time   10,000     50,000     70,000     95,000
    // at            5,000      61,000     6,000      …
    const committed = () => {
      const stage = stageOf();
      put(stage, 0, 10_000, 5_000);
      put(stage, 1, 50_000, 61_000);
      put(stage, 2, 70_000, 6_000);
      tick(stage, 0, 3, 95_000);
      tick(stage, 1, 0, 95_000);
      stage.due();
      return { starts: stage.needs(), committed: decodePosition(encodePosition(stage.position())) };
    };

    it('skips what a closed minute had, folds what an open one needs, and counts neither again', () => {
      const { starts, committed: position } = committed();
      expect([...starts]).toEqual([
        [0, 1],
        [1, 1],
      ]);
      const stage = stageOf({ starts, committed: position, epoch: 2 });
      expect(stage.replaying).toBe(true);
      expect(put(stage, 1, 50_000, 61_000)).toBe('replayed');
      expect(put(stage, 2, 70_000, 6_000)).toBe('replayed');
      tick(stage, 0, 3, 95_000);
      expect(stage.replaying).toBe(false);
      expect(stage.due()).toMatchObject({ minutes: [], late: [] });
      expect(stage.openValues).toBe(1);
    });

    it('notices what comes for a closed minute after the commit', () => {
      const stage = stageOf({ ...committed(), epoch: 2 });
      tick(stage, 0, 3, 95_000);
      expect(put(stage, 4, 96_000, 7_000)).toBe('late');
      expect(stage.due().late).toMatchObject([{ at: 7_000 }]);
    });
  });
});
