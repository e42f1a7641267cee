import { type Box, touch } from './labels.js';

/**
 * Where boxes go that would lie on one another: the first keeps its place, the next ones step around it, to the nearest
 * free place of a few rings. What finds none stays where it is, on top of others.
 */
export function spread<T extends Box>(boxes: readonly T[]): T[] {
  const placed: T[] = [];
  for (const box of boxes) {
    placed.push(candidates(box).find((place) => !placed.some((other) => touch(place, other, 0))) ?? box);
  }
  return placed;
}

const DIRECTIONS = 12;
const RINGS = 6;

function candidates<T extends Box>(box: T): T[] {
  const places = [box];
  for (let ring = 1; ring <= RINGS; ring++) {
    for (let step = 0; step < DIRECTIONS; step++) {
      const angle = (step / DIRECTIONS) * 2 * Math.PI;
      places.push({
        ...box,
        x: box.x + Math.cos(angle) * ring * 0.6 * box.width,
        y: box.y + Math.sin(angle) * ring * 0.6 * box.height,
      });
    }
  }
  return places;
}
