import type { Priority } from '@toancanh/events';
import type { SymbolLook } from '../core/alert-rows.js';
import { ALERT_FILL, SYMBOLS } from '../core/symbol-shape.js';
import { FONT, PALETTE } from './palette.js';

export interface MapSymbol {
  readonly x: number;
  readonly y: number;
  /** Half of its height, px. */
  readonly radius: number;
  readonly priority: Priority;
  readonly look: SymbolLook;
  /** The number that it has in the list, where it is listed. */
  readonly number: number | undefined;
}

const paths = new Map<Priority, Path2D>();

function pathOf(priority: Priority): Path2D {
  let path = paths.get(priority);
  if (!path) paths.set(priority, (path = new Path2D(SYMBOLS[priority].path)));
  return path;
}

export function drawSymbol(context: CanvasRenderingContext2D, symbol: MapSymbol, textPx: number): void {
  const { x, y, radius, priority, look, number } = symbol;
  const colour = look === 'grey' ? PALETTE.hatch : ALERT_FILL[priority];
  const filled = look === 'filled';
  const path = pathOf(priority);

  context.save();
  context.translate(x, y);
  context.scale(radius, radius);
  context.lineJoin = 'round';
  // A rim of land keeps a symbol apart from the dots and lines below it.
  context.lineWidth = 0.42;
  context.strokeStyle = PALETTE.halo;
  context.stroke(path);
  context.globalAlpha = look === 'dim' ? 0.55 : 1;
  context.fillStyle = filled ? colour : PALETTE.halo;
  context.fill(path);
  context.lineWidth = 0.16;
  context.strokeStyle = colour;
  context.stroke(path);
  context.restore();

  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.font = `600 ${Math.round(radius * (priority === 1 ? 0.95 : 1.15))}px ${FONT}`;
  context.fillStyle = filled ? PALETTE.symbolText : colour;
  context.fillText(String(priority), x, y + radius * (SYMBOLS[priority].labelY + 0.06));

  if (number !== undefined) drawNumber(context, x + radius + textPx * 0.62, y, number, textPx);
}

/** The ring with the number that stands before the alert in the list. */
function drawNumber(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  number: number,
  textPx: number,
): void {
  const ring = textPx * 0.6;
  context.beginPath();
  context.arc(x, y, ring, 0, 2 * Math.PI);
  context.fillStyle = PALETTE.halo;
  context.fill();
  context.lineWidth = textPx / 14;
  context.strokeStyle = PALETTE.text;
  context.stroke();
  context.font = `600 ${Math.round(textPx * (number > 9 ? 0.66 : 0.8))}px ${FONT}`;
  context.fillStyle = PALETTE.text;
  context.fillText(String(number), x, y + textPx * 0.04);
}
