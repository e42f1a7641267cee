/** A repeating 45° hatch as a fill: what is hatched is known to be old. */
export function hatchPattern(
  context: CanvasRenderingContext2D,
  colour: string,
  step: number,
): CanvasPattern | null {
  const size = Math.max(4, Math.round(step));
  const tile = document.createElement('canvas');
  tile.width = tile.height = size;
  const pen = tile.getContext('2d');
  if (!pen) return null;
  pen.strokeStyle = colour;
  pen.lineWidth = size / 6;
  pen.beginPath();
  for (const shift of [-size, 0, size]) {
    pen.moveTo(shift - 1, size + 1);
    pen.lineTo(shift + size + 1, -1);
  }
  pen.stroke();
  return context.createPattern(tile, 'repeat');
}
