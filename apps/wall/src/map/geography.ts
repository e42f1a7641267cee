import type { Feature, MultiPolygon, Polygon } from 'geojson';
import { feature, merge, mesh } from 'topojson-client';
import type {
  GeometryCollection,
  MultiPolygon as TopoMulti,
  Polygon as TopoPolygon,
  Topology,
} from 'topojson-specification';
import type { ChildArea } from '../net/resources.js';

interface UnitProperties {
  readonly code: string;
  readonly name: string;
}
export type CityTopology = Topology<{
  units: GeometryCollection<UnitProperties>;
  outline: GeometryCollection;
}>;
type UnitObject = (TopoPolygon<UnitProperties> | TopoMulti<UnitProperties>) & { properties: UnitProperties };
export type Shape = Polygon | MultiPolygon;
export type Lines = ReturnType<typeof mesh>;

/** A part of the wall's area: an area centre on the province's wall, a ward or commune on a centre's. */
export interface Child {
  readonly code: string;
  readonly name: string;
  readonly label: readonly [number, number] | undefined;
  readonly shape: Shape;
}

/** What is drawn of a city's boundaries for one wall. */
export interface Geography {
  /** The whole province, so that an area is seen where it lies. */
  readonly surroundings: Shape;
  readonly scope: Shape;
  readonly children: readonly Child[];
  /** Boundaries between children, and finer ones inside of them. */
  readonly borders: Lines;
  readonly fineBorders: Lines;
  readonly units: ReadonlyMap<string, Feature<Shape, UnitProperties>>;
}

/** The names of areas and the edges between them, as far as a wall's data tells. */
export class Areas {
  readonly #byCode: ReadonlyMap<string, ChildArea>;

  constructor(
    readonly root: string,
    areas: readonly ChildArea[],
  ) {
    this.#byCode = new Map(areas.map((area) => [area.code, area]));
  }

  name(code: string): string | undefined {
    return this.#byCode.get(code)?.name;
  }

  get children(): ChildArea[] {
    return [...this.#byCode.values()].filter(({ parent }) => parent === this.root);
  }

  /** The child of the root that an area is, or lies in. */
  childOf(code: string): string | undefined {
    for (let area = this.#byCode.get(code); area; area = this.#byCode.get(area.parent ?? '')) {
      if (area.parent === this.root) return area.code;
    }
    return undefined;
  }
}

export function geographyOf(topology: CityTopology, areas: Areas): Geography {
  const { units, outline } = topology.objects;
  const objects = units.geometries as UnitObject[];
  const childOf = new Map(objects.map(({ properties }) => [properties.code, areas.childOf(properties.code)]));
  const inScope = objects.filter(
    ({ properties: { code } }) => code === areas.root || childOf.get(code) !== undefined,
  );
  const childAt = (object: unknown): string | undefined =>
    childOf.get((object as UnitObject).properties.code);

  return {
    surroundings: merge(topology, outline.geometries as UnitObject[]),
    scope: merge(topology, inScope.length > 0 ? inScope : objects),
    children: areas.children.flatMap(({ code, name, label }) => {
      const own = inScope.filter(({ properties }) => childOf.get(properties.code) === code);
      return own.length > 0 ? [{ code, name, label, shape: merge(topology, own) }] : [];
    }),
    borders: mesh(topology, units, (a, b) => a !== b && childAt(a) !== childAt(b)),
    fineBorders: mesh(topology, units, (a, b) => a !== b && childAt(a) === childAt(b)),
    units: new Map(
      objects.map((object) => [
        object.properties.code,
        feature(topology, object) as Feature<Shape, UnitProperties>,
      ]),
    ),
  };
}
