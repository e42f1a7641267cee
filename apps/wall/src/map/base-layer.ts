import { type GeoProjection, geoPath } from 'd3-geo';
import { shortAreaName } from '../core/format.js';
import type { Label } from '../core/labels.js';
import type { Geography } from './geography.js';
import { FONT, PALETTE } from './palette.js';

/** What does not move: land and boundaries. Drawn once for each size of the screen. */
export function drawBase(
  context: CanvasRenderingContext2D,
  geography: Geography,
  projection: GeoProjection,
  textPx: number,
): void {
  const path = geoPath(projection, context);
  const trace = (shape: Parameters<typeof path>[0]): void => {
    context.beginPath();
    path(shape);
  };
  const hair = textPx / 22;
  context.lineJoin = 'round';

  trace(geography.surroundings);
  context.fillStyle = PALETTE.surroundings;
  context.fill();
  trace(geography.scope);
  context.fillStyle = PALETTE.land;
  context.fill();

  trace(geography.fineBorders);
  context.strokeStyle = PALETTE.fineBorder;
  context.lineWidth = hair;
  context.stroke();
  trace(geography.borders);
  context.strokeStyle = PALETTE.border;
  context.lineWidth = 1.6 * hair;
  context.stroke();
  trace(geography.scope);
  context.strokeStyle = PALETTE.border;
  context.lineWidth = 2 * hair;
  context.stroke();
}

/** The names of the children where they would like to stand: a larger area keeps its name before a smaller one. */
export function namesOf(
  context: CanvasRenderingContext2D,
  geography: Geography,
  projection: GeoProjection,
  textPx: number,
  lost: ReadonlyMap<string, string>,
): Label[] {
  const path = geoPath(projection);
  context.font = `400 ${textPx}px ${FONT}`;
  return geography.children.map(({ code, name, label, shape }) => {
    const [x, y] = (label && projection([label[0], label[1]])) ?? path.centroid(shape);
    const age = lost.get(code);
    const text = age === undefined ? shortAreaName(name) : `▨ ${shortAreaName(name)} · ${age}`;
    const rank = age === undefined ? -path.area(shape) : -Infinity;
    return { text, x, y, width: context.measureText(text).width, height: 1.31 * textPx, rank };
  });
}

export function drawNames(context: CanvasRenderingContext2D, labels: readonly Label[], textPx: number): void {
  context.font = `400 ${textPx}px ${FONT}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  context.lineWidth = textPx / 4;
  context.strokeStyle = PALETTE.halo;
  context.fillStyle = PALETTE.name;
  for (const { text, x, y } of labels) {
    context.strokeText(text, x, y);
    context.fillText(text, x, y);
  }
}
