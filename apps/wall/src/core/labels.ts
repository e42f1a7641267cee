export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A name that wants a place on the map, centred on its point. Lower ranks come first and keep their place. */
export interface Label extends Box {
  readonly text: string;
  readonly rank: number;
}

/** Lines by which a name may step aside, above its point or below it, before it is dropped. */
const STEPS = [0, -0.7, 0.7, -1.4, 1.4, -2.1, 2.1];

/**
 * The names that touch neither an obstacle nor a name of a better rank, nor leave the picture. A map without a name is
 * better than one with two on one another.
 */
export function placeLabels(
  labels: readonly Label[],
  obstacles: readonly Box[],
  bounds: { readonly width: number; readonly height: number },
  gap: number,
): Label[] {
  const placed: Label[] = [];
  for (const label of [...labels].sort((a, b) => a.rank - b.rank || (a.text < b.text ? -1 : 1))) {
    const place = STEPS.map((step) => ({ ...label, y: label.y + step * label.height })).find(
      (box) =>
        isInside(box, bounds) &&
        !obstacles.some((other) => touch(box, other, gap)) &&
        !placed.some((other) => touch(box, other, gap)),
    );
    if (place) placed.push(place);
  }
  return placed;
}

function isInside(
  { x, y, width, height }: Box,
  bounds: { readonly width: number; readonly height: number },
): boolean {
  return (
    x - width / 2 >= 0 &&
    x + width / 2 <= bounds.width &&
    y - height / 2 >= 0 &&
    y + height / 2 <= bounds.height
  );
}

export function touch(a: Box, b: Box, gap: number): boolean {
  return (
    Math.abs(a.x - b.x) < (a.width + b.width) / 2 + gap &&
    Math.abs(a.y - b.y) < (a.height + b.height) / 2 + gap
  );
}
