import type { Feature, FeatureCollection, GeometryObject, MultiPolygon, Point, Polygon, Position } from 'geojson';
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import worldUrl from 'world-atlas/countries-50m.json?url';

type Country = { name: string };
type Atlas = Topology<{ countries: GeometryCollection<Country>; land: GeometryCollection }>;

/** Countries as areas, the lines between them, and where their names stand. */
export type World = {
  countries: FeatureCollection<Polygon | MultiPolygon, Country & { code: string }>;
  borders: GeometryObject;
  names: FeatureCollection<Point, Country & { rank: number }>;
};

let kept: Promise<World> | null = null;

export function world(): Promise<World> {
  kept ??= read();
  return kept;
}

async function read(): Promise<World> {
  const atlas = (await (await fetch(worldUrl)).json()) as Atlas;
  const all = feature(atlas, atlas.objects.countries) as FeatureCollection<Polygon | MultiPolygon, Country>;
  const countries = all.features.map((each) => ({
    ...each,
    properties: { ...each.properties, code: String(each.id ?? '').padStart(3, '0') },
  }));
  return {
    countries: { type: 'FeatureCollection', features: countries },
    borders: mesh(atlas, atlas.objects.countries, (a, b) => a !== b) as GeometryObject,
    names: { type: 'FeatureCollection', features: countries.map(named) },
  };
}

function rings(shape: Polygon | MultiPolygon): Position[][] {
  return shape.type === 'Polygon' ? [shape.coordinates[0] ?? []] : shape.coordinates.map((each) => each[0] ?? []);
}

/** Twice the signed area of a ring and its centre of mass, in degrees. */
function centre(ring: Position[]): { area: number; at: Position } {
  let [area, x, y] = [0, 0, 0];
  for (let n = 1; n < ring.length; n += 1) {
    const [[x0 = 0, y0 = 0], [x1 = 0, y1 = 0]] = [ring[n - 1] ?? [], ring[n] ?? []];
    const cross = x0 * y1 - x1 * y0;
    area += cross;
    x += (x0 + x1) * cross;
    y += (y0 + y1) * cross;
  }
  return { area: Math.abs(area), at: area === 0 ? (ring[0] ?? [0, 0]) : [x / (3 * area), y / (3 * area)] };
}

/** A country's name stands in the middle of its largest area; larger ones are named first. */
function named(country: Feature<Polygon | MultiPolygon, Country>): Feature<Point, Country & { rank: number }> {
  const largest = rings(country.geometry)
    .map(centre)
    .reduce((a, b) => (b.area > a.area ? b : a), { area: 0, at: [0, 0] as Position });
  return {
    type: 'Feature',
    geometry: { type: 'Point', coordinates: largest.at },
    properties: { name: country.properties.name, rank: -largest.area },
  };
}
