import { Watermark } from './watermark.js';

describe('Watermark', () => {
  // append time   0        40        100       130
  // partition 0   ·---------x---------x---------·
  // partition 1   ·-------------------·---------x
  // lateness 30: the stage stands at the least of 100 − 30 and 130 − 30
  it.each([
    { why: 'nothing seen yet', saw: [], floor: undefined, is: -Infinity },
    { why: 'one partition is silent', saw: [[0, 100]], floor: undefined, is: -Infinity },
    {
      why: 'the least of two',
      saw: [
        [0, 100],
        [1, 130],
      ],
      floor: undefined,
      is: 70,
    },
    {
      why: 'an earlier stamp changes nothing',
      saw: [
        [0, 100],
        [1, 130],
        [0, 40],
      ],
      floor: undefined,
      is: 70,
    },
    {
      why: 'never behind what was committed',
      saw: [
        [0, 100],
        [1, 130],
      ],
      floor: 90,
      is: 90,
    },
    { why: 'what was committed stands while a partition is silent', saw: [[0, 500]], floor: 90, is: 90 },
  ])('$why: $is', ({ saw, floor, is }) => {
    const watermark = new Watermark(30, [0, 1], floor);
    for (const [partition, appendTime] of saw) watermark.saw(partition!, appendTime!);
    expect(watermark.value).toBe(is);
  });
});
