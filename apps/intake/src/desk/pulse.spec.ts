import { Pulse } from './pulse.js';

describe('Pulse', () => {
  it.each([
    { beats: [0, 1_000, 4_000], wakes: 0, waking: false, why: 'three seconds are a busy machine' },
    { beats: [0, 1_000, 4_001], wakes: 1, waking: true, why: 'more are a sleep' },
    { beats: [0, 5_000, 5_999], wakes: 1, waking: true, why: 'what came first of all may be old' },
    { beats: [0, 5_000, 6_000], wakes: 1, waking: false, why: 'a second later all of it has been seen' },
    { beats: [0, 5_000, 9_000], wakes: 2, waking: true, why: 'it sleeps again' },
  ])('$beats: $why', ({ beats, wakes, waking }) => {
    let now = 0;
    const pulse = new Pulse(() => now);
    let felt = false;
    for (now of beats) felt = pulse.feel();
    expect({ wakes: pulse.wakes, waking: felt }).toEqual({ wakes, waking });
  });
});
