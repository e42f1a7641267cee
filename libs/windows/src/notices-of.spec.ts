import { noticesOf } from './notices-of.js';

const pathOf = (area: string) => [area, 'province'];
const late = (sensor: string, at: number, metrics = ['pm25']) => ({
  sensor,
  area: 'e1',
  metrics,
  start: Math.floor(at / 60_000) * 60_000,
  at,
});

describe('noticesOf', () => {
  it('names the window of the sensor and those above it, each once', () => {
    const notices = noticesOf([late('a', 61_000), late('b', 62_000), late('a', 63_000)], pathOf);
    expect([...notices]).toEqual([
      ['pm25@a@60000', { metric: 'pm25', sensor: 'a', start: 60_000, at: 61_000 }],
      ['pm25@area:e1@60000', { metric: 'pm25', area: 'e1', start: 60_000, at: 61_000 }],
      ['pm25@area:province@60000', { metric: 'pm25', area: 'province', start: 60_000, at: 61_000 }],
      ['pm25@b@60000', { metric: 'pm25', sensor: 'b', start: 60_000, at: 62_000 }],
    ]);
  });

  it('names the areas of the minute, whatever became of them since', () => {
    const notices = noticesOf([late('a', 61_000)], (_, when) => (when === 60_000 ? ['then'] : ['now']));
    expect([...notices.keys()]).toEqual(['pm25@a@60000', 'pm25@area:then@60000']);
  });

  it('tells minutes and metrics apart', () => {
    const notices = noticesOf([late('a', 61_000, ['pm25', 'pm10']), late('a', 1_000)], () => []);
    expect([...notices.keys()]).toEqual(['pm25@a@60000', 'pm10@a@60000', 'pm25@a@0']);
  });
});
