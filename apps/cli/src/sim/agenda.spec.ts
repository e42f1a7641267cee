import { Agenda } from './agenda.js';
import { draw } from './chance.js';

describe('Agenda', () => {
  it('gives back the earliest first, and nothing before its time', () => {
    const agenda = new Agenda<number>();
    const dues = Array.from({ length: 500 }, (_, i) => Math.floor(draw(1, 2, i) * 1_000));
    for (const due of dues) agenda.add(due, due);
    const out: number[] = [];
    for (let next = agenda.take(499); next; next = agenda.take(499)) out.push(next.what);
    expect(out).toEqual(dues.filter((due) => due <= 499).sort((a, b) => a - b));
    expect(agenda.size).toBe(500 - out.length);
  });

  it('has nothing when it is empty', () => {
    expect(new Agenda<string>().take(Infinity)).toBeUndefined();
  });
});
