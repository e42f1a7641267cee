import fc from 'fast-check';
import { floodAfter, type FloodState, floodText, NO_FLOOD } from './flood-alarm.js';
import type { FloodLevels } from './flood-levels.js';

const LEVELS: FloodLevels = [1.4, 1.5, 1.6];

/** The alarm after each sample. */
function course(samples: readonly number[], levels = LEVELS): string {
  let state = NO_FLOOD;
  return samples.map((sample) => (state = floodAfter(state, sample, levels)).level).join('');
}

describe('floodAfter', () => {
  it.each([
    { samples: [1.39, 1.4, 1.39, 1.4], course: '0000', why: 'one sample at the level is a wave' },
    { samples: [1.4, 1.4], course: '01', why: 'two in a row are an alarm, the level itself included' },
    { samples: [1.65, 1.65], course: '03', why: 'a surge goes straight to the third' },
    { samples: [1.4, 1.5, 1.6, 1.6], course: '0123', why: 'a rising tide goes up the steps' },
    {
      samples: [1.4, 1.4, 1.39, 1.38, 1.37, 1.37, 1.37],
      course: '0111111',
      why: '1.37 m is not below 1.40 − 0.03',
    },
    { samples: [1.4, 1.4, 1.36, 1.36, 1.36], course: '01110', why: 'three in a row below it end the alarm' },
    { samples: [1.4, 1.4, 1.36, 1.36, 1.37, 1.36, 1.36], course: '0111111', why: 'not three in a row' },
    {
      samples: [1.6, 1.6, 1.5, 1.5, 1.5, 1.45, 1.45, 1.45],
      course: '03332221',
      why: 'a falling tide goes down the steps',
    },
    { samples: [1.6, 1.6, 0, 0, 0], course: '03330', why: 'or all of them at once' },
  ])('$samples: $course, $why', ({ samples, course: expected }) => {
    expect(course(samples)).toBe(expected);
  });

  it('leaves out a level that is not known', () => {
    expect(course([1.65, 1.65, 1.45, 1.45, 1.45], [null, null, 1.6])).toBe('03330');
  });

  it('takes 2.17 m for 2.20 − 0.03, as people reckon', () => {
    expect(course([2.2, 2.2, 2.17, 2.17, 2.17], [1.8, 2, 2.2])).toBe('03333');
  });

  const sample = fc.double({ min: 1.2, max: 1.8, noNaN: true });
  const stateAfter = (samples: readonly number[]): FloodState =>
    samples.reduce((state, next) => floodAfter(state, next, LEVELS), NO_FLOOD);

  it('never flaps within the hysteresis: whatever came before, a swing of 3 cm under a level changes at most once', () => {
    const swing = fc.array(fc.double({ min: 0, max: 0.02999, noNaN: true }), {
      minLength: 20,
      maxLength: 60,
    });
    fc.assert(
      fc.property(fc.array(sample), fc.constantFrom(1.4, 1.5, 1.6), swing, (before, level, depths) => {
        let state = stateAfter(before);
        const seen = [state.level];
        for (const depth of depths) {
          state = floodAfter(state, level - 0.03 + depth, LEVELS);
          if (state.level !== seen.at(-1)) seen.push(state.level);
        }
        // From anywhere it settles once, in one direction, and each step of it is passed once.
        expect(seen).toEqual([...new Set(seen)]);
      }),
    );
  });

  it('takes no alarm back without three samples below level and hysteresis', () => {
    fc.assert(
      fc.property(fc.array(sample, { maxLength: 40 }), (samples) => {
        samples.reduce((state, next, index) => {
          const after = floodAfter(state, next, LEVELS);
          const fell = after.level < state.level;
          const level = LEVELS[state.level - 1];
          if (fell) {
            const last = samples.slice(Math.max(0, index - 2), index + 1);
            expect(last).toHaveLength(3);
            for (const one of last) expect(one).toBeLessThan(level! - 0.03 + 1e-9);
          }
          return after;
        }, NO_FLOOD);
      }),
    );
  });
});

describe('floodText', () => {
  it.each([
    { before: [1.72, 1.72], sample: 1.72, en: 'BĐ3 + 0.12 m', vi: 'BĐ3 + 0,12 m' },
    { before: [1.74, 1.74], sample: 1.74, en: 'BĐ3 + 0.14 m', vi: 'BĐ3 + 0,14 m' },
    { before: [1.4, 1.4], sample: 1.4, en: 'BĐ1 + 0.00 m', vi: 'BĐ1 + 0,00 m' },
    { before: [1.5, 1.5], sample: 1.48, en: 'BĐ2 − 0.02 m', vi: 'BĐ2 − 0,02 m' },
  ])('$sample m is $en', ({ before, sample, vi, en }) => {
    const state = before.reduce((sofar, next) => floodAfter(sofar, next, LEVELS), NO_FLOOD);
    expect(floodText(state, sample, LEVELS)).toEqual({ vi, en });
  });

  it('is none without an alarm', () => {
    expect(floodText(NO_FLOOD, 1.3, LEVELS)).toBeUndefined();
  });
});
