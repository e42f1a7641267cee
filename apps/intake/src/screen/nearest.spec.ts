import { Nearest } from './nearest.js';

const NAMES = ['pm25', 'pm10', 'PM1', 'no2', 'so2', 'co', 'co2', 'temperature', 'humidity'];

/** Levenshtein by its definition. */
function far(a: string, b: string): number {
  if (a === '' || b === '') return a.length + b.length;
  if (a[0] === b[0]) return far(a.slice(1), b.slice(1));
  return 1 + Math.min(far(a.slice(1), b), far(a, b.slice(1)), far(a.slice(1), b.slice(1)));
}

describe('Nearest', () => {
  it.each([
    { word: 'pm2.5', why: 'one letter too many' },
    { word: 'PM25', why: 'case is no difference' },
    { word: 'tempe', why: 'cut short' },
    { word: 'o3', why: 'several are as near: in the order of the list' },
    { word: 'xyzzy', why: 'nothing like it' },
    { word: '', why: 'nothing at all' },
  ])('gives the five spelt most like "$word": $why', ({ word }) => {
    const expected = NAMES.map((name) => ({ name, d: far(word.toLowerCase(), name.toLowerCase()) }))
      .sort((a, b) => a.d - b.d)
      .slice(0, 5)
      .map(({ name }) => name);
    const nearest = new Nearest(NAMES);
    expect(nearest.to(word)).toEqual(expected);
    expect(nearest.to(word)).toEqual(expected);
  });

  it('has no more than there are', () => {
    expect(new Nearest(['co', 'co2']).to('co2')).toEqual(['co2', 'co']);
  });
});
