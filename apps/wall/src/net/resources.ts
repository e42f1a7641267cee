import type { Bilingual, WindowView } from '@toancanh/events';
import type { Layout } from '../core/plan.js';
import type { Screen } from '../core/legibility.js';
import type { CityTopology } from '../map/geography.js';

/** `/wall-data/<area>.json`: what a page must know before it can draw. */
export interface WallData {
  readonly area: string;
  readonly name: string;
  readonly title: Bilingual;
  readonly layout: Layout;
  readonly screen: Screen;
  readonly root: string;
  readonly timeZone: string;
  readonly build: string;
  readonly boot: string;
  readonly simulated: boolean;
  /** The area and everything below it. */
  readonly children: readonly ChildArea[];
}

export interface ChildArea {
  readonly code: string;
  readonly name: string;
  readonly label?: readonly [number, number];
  readonly parent: string | null;
}

/** An item of `GET /api/v1/sensors`, as far as a wall uses it. */
export interface SensorItem {
  readonly id: string;
  readonly name?: Bilingual;
  readonly area: string;
  readonly metrics: readonly string[];
  readonly lon?: number;
  readonly lat?: number;
  readonly period?: number;
}

interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

export class NotFound extends Error {}

/** Answers only with what the server said; a refusal or a lost connection throws. */
async function get<T>(path: string): Promise<T> {
  const response = await fetch(path, { headers: { accept: 'application/json' }, cache: 'no-cache' });
  if (response.status === 404) throw new NotFound(path);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return (await response.json()) as T;
}

async function getAll<T>(path: string): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<T> = await get(cursor === null ? path : `${path}&cursor=${encodeURIComponent(cursor)}`);
    items.push(...page.items);
    cursor = page.next;
  } while (cursor !== null);
  return items;
}

export const loadWall = (area: string): Promise<WallData> =>
  get(`/wall-data/${encodeURIComponent(area)}.json`);

export const loadBoundaries = (): Promise<CityTopology> => get('/wall-data/boundaries.topojson');

export const loadSensors = (area: string): Promise<SensorItem[]> =>
  getAll(`/api/v1/sensors?area=${encodeURIComponent(area)}&limit=10000`);

export function loadMinutes(metric: string, area: string, from: number, to: number): Promise<WindowView[]> {
  const query = new URLSearchParams({
    metric,
    area,
    span: '1m',
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    limit: '10000',
  });
  return getAll(`/api/v1/windows?${query}`);
}

const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 10_000;

/** Asks until there is an answer: a wall has nobody who could press reload. A missing page is an answer. */
export async function untilAnswered<T>(ask: () => Promise<T>): Promise<T> {
  for (let pause = FIRST_PAUSE; ; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
    try {
      return await ask();
    } catch (error) {
      if (error instanceof NotFound) throw error;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}
