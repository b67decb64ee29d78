import type { Feature, FeatureCollection, Point, Polygon, Position } from 'geojson';
import type { AreaProperties, ClusterProperties, MapData, SpotProperties } from '../api/types';
import type { World } from './world';

type Drawn = {
  clusters: FeatureCollection<Point>;
  spots: FeatureCollection<Point>;
  reach: FeatureCollection<Polygon>;
  areas: FeatureCollection;
};

const EARTH = 6_371_008;
const COARSE_M = 55_000;
const SEEN_PX = 7;

/** Metres that one pixel spans at a zoom and latitude (tiles of 512 pixels). */
export function metresPerPixel(zoom: number, latitude: number): number {
  return (2 * Math.PI * EARTH * Math.cos((latitude * Math.PI) / 180)) / (512 * 2 ** zoom);
}

/** Half a degree: what coarse coordinates are rounded to. */
export function coarsely(at: Position): [number, number] {
  const [lon = 0, lat = 0] = at;
  return [Math.round(lon * 2) / 2, Math.round(lat * 2) / 2];
}

function circle(at: Position, radius: number): Polygon {
  const [lon = 0, lat = 0] = at;
  const up = (radius / EARTH) * (180 / Math.PI);
  const wide = up / Math.max(0.05, Math.cos((lat * Math.PI) / 180));
  const ring = Array.from({ length: 65 }, (_, n) => {
    const angle = (n / 64) * 2 * Math.PI;
    return [lon + wide * Math.cos(angle), lat + up * Math.sin(angle)];
  });
  return { type: 'Polygon', coordinates: [ring] };
}

/** What the map draws: an area where the place is known only roughly, a dot only where it is known well. */
export function drawn(data: MapData, world: World, zoom: number, coarse: boolean, at: string | null): Drawn {
  const result: Drawn = { clusters: empty(), spots: empty(), reach: empty(), areas: empty() };
  for (const each of data.features) {
    const { geometry, properties } = each;
    if (properties.kind === 'area') result.areas.features.push(...countryOf(properties, world));
    else if (geometry && properties.kind === 'cluster')
      result.clusters.features.push(group(properties, geometry.coordinates));
    else if (geometry && properties.kind === 'incident')
      spot(result, properties, geometry.coordinates, zoom, coarse, at);
  }
  return result;
}

function empty<T extends FeatureCollection>(): T {
  return { type: 'FeatureCollection', features: [] } as unknown as T;
}

function countryOf(area: AreaProperties, world: World): Feature[] {
  const found = world.countries.features.find((each) => each.properties.code === area.iso_n3.padStart(3, '0'));
  return found ? [{ ...found, properties: { ...area } }] : [];
}

function group(cluster: ClusterProperties, at: [number, number]): Feature<Point> {
  const { bbox, ids: _, ...rest } = cluster;
  const label = cluster.count >= 10_000 ? `${Math.round(cluster.count / 1000)}k` : String(cluster.count);
  return {
    type: 'Feature',
    geometry: { type: 'Point', coordinates: at },
    properties: { ...rest, label, box: bbox.join(',') },
  };
}

function spot(
  into: Drawn,
  properties: SpotProperties,
  where: [number, number],
  zoom: number,
  coarse: boolean,
  at: string | null,
): void {
  const point = coarse ? coarsely(where) : where;
  const radius = coarse ? Math.max(COARSE_M, properties.radius_m) : properties.radius_m;
  const own = { ...properties, at: properties.id === at };
  if (radius / metresPerPixel(zoom, point[1]) >= SEEN_PX) {
    into.reach.features.push({ type: 'Feature', geometry: circle(point, radius), properties: own });
  } else {
    into.spots.features.push({ type: 'Feature', geometry: { type: 'Point', coordinates: point }, properties: own });
  }
}

/** West, south, east and north of all that has a place, clusters with all that they hold; null where nothing has. */
export function extent(data: MapData): [number, number, number, number] | null {
  const boxes = data.features.flatMap(({ geometry, properties }) => {
    if (properties.kind === 'cluster') return [properties.bbox];
    return geometry ? [[...geometry.coordinates, ...geometry.coordinates]] : [];
  });
  if (boxes.length === 0) return null;
  const edge = (side: number) => boxes.map((box) => box[side] ?? 0);
  return [Math.min(...edge(0)), Math.min(...edge(1)), Math.max(...edge(2)), Math.max(...edge(3))];
}
