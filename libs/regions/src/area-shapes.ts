import type { MultiPolygon, Polygon, Position } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';

interface AreaShape {
  readonly code: string;
  /** west, south, east, north */
  readonly box: readonly [number, number, number, number];
  /** All rings of all polygons: by the even-odd rule holes come out by themselves. */
  readonly rings: readonly (readonly Position[])[];
}

/** Which of many areas holds a point. Plane geometry on longitude and latitude: right for a city, not across a pole. */
export class AreaShapes {
  readonly #shapes: readonly AreaShape[];

  private constructor(shapes: readonly AreaShape[]) {
    this.#shapes = shapes;
  }

  /** The polygons of one object of a topology; each geometry's `id` (or `properties.code`) is its area's code. */
  static of(topology: Topology, object: string): AreaShapes {
    const collection = topology.objects[object] as GeometryCollection<{ readonly code?: string }> | undefined;
    if (collection?.type !== 'GeometryCollection') {
      throw new RangeError(`the topology has no collection named ${object}`);
    }
    return new AreaShapes(
      feature(topology, collection).features.flatMap(({ id, properties, geometry }) => {
        const code = id ?? properties?.code;
        if (code === undefined) return [];
        return [shapeOf(String(code), geometry as Polygon | MultiPolygon)];
      }),
    );
  }

  get codes(): readonly string[] {
    return this.#shapes.map(({ code }) => code);
  }

  /** The code of the area that holds the point. A point on a border belongs to exactly one of its sides. */
  at(lon: number, lat: number): string | undefined {
    return this.#shapes.find((shape) => holds(shape, lon, lat))?.code;
  }

  contains(code: string, lon: number, lat: number): boolean {
    return this.#shapes.some((shape) => shape.code === code && holds(shape, lon, lat));
  }
}

function shapeOf(code: string, geometry: Polygon | MultiPolygon): AreaShape {
  const rings =
    geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flatMap((polygon) => polygon);
  const points = rings.flat();
  const lons = points.map(([lon]) => lon!);
  const lats = points.map(([, lat]) => lat!);
  return {
    code,
    rings,
    box: [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)],
  };
}

function holds({ box: [west, south, east, north], rings }: AreaShape, lon: number, lat: number): boolean {
  if (!(lon >= west && lon <= east && lat >= south && lat <= north)) return false;
  let inside = false;
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      if (crosses(ring[i]!, ring[j]!, lon, lat)) inside = !inside;
    }
  }
  return inside;
}

/**
 * Whether a ray to the east crosses the edge. Neighbours share edges in opposite directions, so the ends are taken
 * in a fixed order: both sides then compute the same bits, and no point is in both or in neither.
 */
function crosses(a: Position, b: Position, lon: number, lat: number): boolean {
  const [low, high] = a[1]! < b[1]! ? [a, b] : [b, a];
  if (!(low[1]! <= lat && lat < high[1]!)) return false;
  return lon < low[0]! + ((lat - low[1]!) / (high[1]! - low[1]!)) * (high[0]! - low[0]!);
}
