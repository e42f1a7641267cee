import type { Freshness, Priority } from '@toancanh/events';
import { geoMercator, geoPath, type GeoProjection } from 'd3-geo';
import type { SymbolLook } from '../core/alert-rows.js';
import { type Box, type Label, placeLabels } from '../core/labels.js';
import type { Site } from '../core/sources.js';
import { spread } from '../core/spread.js';
import { SYMBOLS } from '../core/symbol-shape.js';
import { drawBase, drawNames, namesOf } from './base-layer.js';
import type { Geography } from './geography.js';
import { hatchPattern } from './hatch.js';
import { PALETTE } from './palette.js';
import { drawSymbol } from './symbol.js';

/** An alert as the map needs it. */
export interface MapAlert {
  readonly point: readonly [number, number] | undefined;
  readonly area: string;
  readonly priority: Priority;
  readonly look: SymbolLook;
  readonly number: number | undefined;
}

export interface Scene {
  readonly alerts: readonly MapAlert[];
  /** Children without data, and what is written below their names. */
  readonly lost: ReadonlyMap<string, string>;
  /** Any text that changes when dots may have changed: their freshness is only looked at then. */
  readonly dotsAt: number;
}

export interface MapSize {
  readonly width: number;
  readonly height: number;
  readonly pixelRatio: number;
  readonly namePx: number;
  readonly bodyPx: number;
}

const LEVEL: Readonly<Record<Freshness, number>> = { live: 0, late: 0, stale: 1, lost: 2 };

/**
 * Three canvases on one another: land, sensors, and names with alerts. Each is drawn anew only when what it shows has changed,
 * so a quiet night costs nothing.
 */
export class CityMap {
  readonly #layers: readonly [CanvasRenderingContext2D, CanvasRenderingContext2D, CanvasRenderingContext2D];
  #size: MapSize | undefined;
  #geography: Geography | undefined;
  #projection: GeoProjection | undefined;
  #sites: { site: Site; x: number; y: number }[] = [];
  #levels = new Uint8Array(0);
  #names: readonly Label[] = [];
  #lostDrawn = '';
  #alertsDrawn = '';

  constructor(host: HTMLElement) {
    this.#layers = [newLayer(host), newLayer(host), newLayer(host)];
  }

  /** A new size or geography: everything is drawn again with the next `draw`. */
  layout(size: MapSize, geography: Geography): void {
    this.#size = size;
    this.#geography = geography;
    for (const { canvas } of this.#layers) {
      canvas.width = Math.round(size.width * size.pixelRatio);
      canvas.height = Math.round(size.height * size.pixelRatio);
    }
    const { width, height } = this.#layers[0].canvas;
    const margin = Math.min(1.5 * size.namePx * size.pixelRatio, 0.05 * height);
    this.#projection = geoMercator().fitExtent(
      [
        [margin, margin],
        [width - margin, height - margin],
      ],
      { type: 'Feature', geometry: geography.scope, properties: null },
    );
    this.#lostDrawn = this.#alertsDrawn = '?';
    this.#placeSites(this.#sites.map(({ site }) => site));
  }

  setSites(sites: Iterable<Site>): void {
    this.#placeSites([...sites]);
  }

  draw(scene: Scene, freshnessOf: (site: Site, now: number) => Freshness): void {
    if (!this.#size || !this.#geography || !this.#projection) return;
    this.#drawLand(scene.lost);
    this.#drawDots(scene.dotsAt, freshnessOf);
    this.#drawAlerts(scene.alerts);
  }

  #drawLand(lost: ReadonlyMap<string, string>): void {
    const key = JSON.stringify([...lost]);
    if (key === this.#lostDrawn) return;
    this.#lostDrawn = key;
    const [context] = this.#layers;
    const geography = this.#geography!;
    const projection = this.#projection!;
    const { namePx, pixelRatio } = this.#size!;
    const textPx = namePx * pixelRatio;

    clear(context);
    drawBase(context, geography, projection, textPx);
    const pattern = hatchPattern(context, PALETTE.hatch, textPx * 0.7);
    const path = geoPath(projection, context);
    for (const { code, shape } of geography.children) {
      if (!lost.has(code) || !pattern) continue;
      context.beginPath();
      path(shape);
      context.globalAlpha = 0.55;
      context.fillStyle = pattern;
      context.fill();
      context.globalAlpha = 1;
    }
    this.#names = namesOf(context, geography, projection, textPx, lost);
    this.#alertsDrawn = '?';
  }

  #drawDots(now: number, freshnessOf: (site: Site, now: number) => Freshness): void {
    let changed = this.#levels.length !== this.#sites.length;
    if (changed) this.#levels = new Uint8Array(this.#sites.length).fill(255);
    for (const [index, { site }] of this.#sites.entries()) {
      const level = LEVEL[freshnessOf(site, now)];
      if (this.#levels[index] === level) continue;
      this.#levels[index] = level;
      changed = true;
    }
    if (!changed) return;

    const context = this.#layers[1];
    clear(context);
    const radius = Math.max(1.5, this.#size!.bodyPx * this.#size!.pixelRatio * 0.12);
    const live = new Path2D();
    const stale = new Path2D();
    const lost = new Path2D();
    for (const [index, { x, y }] of this.#sites.entries()) {
      const level = this.#levels[index];
      if (level === 2) {
        lost.moveTo(x - radius, y - radius);
        lost.lineTo(x + radius, y + radius);
        lost.moveTo(x + radius, y - radius);
        lost.lineTo(x - radius, y + radius);
        continue;
      }
      const path = level === 0 ? live : stale;
      path.moveTo(x + radius, y);
      path.arc(x, y, radius, 0, 2 * Math.PI);
    }
    context.fillStyle = context.strokeStyle = PALETTE.dot;
    context.lineWidth = radius / 2.2;
    context.fill(live);
    context.stroke(stale);
    context.stroke(lost);
  }

  #drawAlerts(alerts: readonly MapAlert[]): void {
    const key = JSON.stringify(alerts);
    if (key === this.#alertsDrawn) return;
    this.#alertsDrawn = key;
    const context = this.#layers[2];
    clear(context);
    const { bodyPx, namePx, pixelRatio } = this.#size!;
    const textPx = namePx * pixelRatio;
    const placed = spread(
      alerts.flatMap((alert) => {
        const point = this.#pointOf(alert);
        return point ? [footprint(alert, point, bodyPx * pixelRatio, textPx)] : [];
      }),
    );
    drawNames(context, placeLabels(this.#names, placed, context.canvas, textPx / 4), textPx);
    for (const { point, x, y, shift } of placed) {
      if (Math.hypot(point[0] - x - shift, point[1] - y) < 1) continue;
      context.beginPath();
      context.moveTo(point[0], point[1]);
      context.lineTo(x + shift, y);
      context.strokeStyle = PALETTE.name;
      context.lineWidth = textPx / 16;
      context.stroke();
    }
    // The worst is drawn last and so lies on top.
    for (const { alert, x, y, shift, radius } of placed.reverse()) {
      const { priority, look, number } = alert;
      drawSymbol(context, { x: x + shift, y, radius, priority, look, number }, textPx);
    }
  }

  #pointOf({ point, area }: MapAlert): [number, number] | null {
    const projection = this.#projection!;
    if (point) return projection([point[0], point[1]]);
    const geography = this.#geography!;
    const child = geography.children.find(({ code }) => code === area);
    if (child?.label) return projection([child.label[0], child.label[1]]);
    const shape = geography.units.get(area)?.geometry ?? child?.shape ?? geography.scope;
    return geoPath(projection).centroid(shape);
  }

  #placeSites(sites: readonly Site[]): void {
    const projection = this.#projection;
    this.#sites = sites.flatMap((site) => {
      const point = site.point && projection?.([site.point[0], site.point[1]]);
      if (projection && !point) return [];
      return [{ site, x: point?.[0] ?? 0, y: point?.[1] ?? 0 }];
    });
    this.#levels = new Uint8Array(0);
  }
}

interface Footprint extends Box {
  readonly alert: MapAlert;
  readonly point: readonly [number, number];
  readonly radius: number;
  /** From the middle of the box to the middle of the symbol: the number stands to its right. */
  readonly shift: number;
}

function footprint(
  alert: MapAlert,
  point: readonly [number, number],
  bodyPx: number,
  textPx: number,
): Footprint {
  const radius = bodyPx * 0.55 * SYMBOLS[alert.priority].scale;
  const numberWidth = alert.number === undefined ? 0 : 1.3 * textPx;
  const shift = -numberWidth / 2;
  const height = 2 * Math.max(radius, textPx * 0.66);
  return {
    alert,
    point,
    radius,
    shift,
    x: point[0] - shift,
    y: point[1],
    width: 2 * radius + numberWidth + 2,
    height,
  };
}

function newLayer(host: HTMLElement): CanvasRenderingContext2D {
  const canvas = document.createElement('canvas');
  host.append(canvas);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('this browser has no Canvas 2D');
  return context;
}

function clear(context: CanvasRenderingContext2D): void {
  context.clearRect(0, 0, context.canvas.width, context.canvas.height);
}
