import type { Topology } from 'topojson-specification';
import { AreaShapes } from './area-shapes.js';

//  lat 2 ┌───────┬───────┐
//        │ west  │ east  │   `east` has a hole (2.4…2.6, 0.9…1.1) and an island to its right
//  lat 0 └───────┴───────┘  ┌┐
//       lon 0    2       4  5 6
const topology: Topology = {
  type: 'Topology',
  arcs: [
    [
      [2, 0],
      [2, 2],
    ],
    [
      [2, 2],
      [0, 2],
      [0, 0],
      [2, 0],
    ],
    [
      [2, 0],
      [4, 0],
      [4, 2],
      [2, 2],
    ],
    [
      [2.4, 0.9],
      [2.6, 0.9],
      [2.6, 1.1],
      [2.4, 1.1],
      [2.4, 0.9],
    ],
    [
      [5, 0],
      [6, 0],
      [6, 0.5],
      [5, 0.5],
      [5, 0],
    ],
  ],
  objects: {
    units: {
      type: 'GeometryCollection',
      geometries: [
        { type: 'Polygon', id: 'west', arcs: [[0, 1]] },
        { type: 'MultiPolygon', properties: { code: 'east' }, arcs: [[[2, -1], [3]], [[4]]] },
        { type: 'Polygon', properties: {}, arcs: [[4]] },
      ],
    },
  },
};
const shapes = AreaShapes.of(topology, 'units');

describe('AreaShapes', () => {
  it.each([
    { lon: 1, lat: 1, area: 'west', why: 'inside' },
    { lon: 3, lat: 1, area: 'east', why: 'on the other side of the shared border' },
    { lon: 2.5, lat: 1, area: undefined, why: 'in the hole' },
    { lon: 5.5, lat: 0.25, area: 'east', why: 'on the island' },
    { lon: 4.5, lat: 0.25, area: undefined, why: 'between mainland and island' },
    { lon: 1, lat: 3, area: undefined, why: 'outside of the box' },
    { lon: NaN, lat: 1, area: undefined, why: 'no point at all' },
  ])('($lon, $lat) is in $area: $why', ({ lon, lat, area }) => {
    expect(shapes.at(lon, lat)).toBe(area);
  });

  it('gives a point on a shared border to exactly one side', () => {
    for (let lat = 0; lat < 2; lat += 0.05) {
      expect([shapes.contains('west', 2, lat), shapes.contains('east', 2, lat)].filter(Boolean)).toHaveLength(
        1,
      );
    }
  });

  it('leaves out a geometry that names no area', () => {
    expect(shapes.codes).toEqual(['west', 'east']);
  });

  it('says which object a topology lacks', () => {
    expect(() => AreaShapes.of(topology, 'areas')).toThrow('areas');
  });
});
