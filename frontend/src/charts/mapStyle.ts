import type { LayerSpecification, SourceSpecification, StyleSpecification } from 'maplibre-gl';
import type { World } from './world';

// The page's colours (styles/base.css), which a canvas cannot read from a stylesheet.
const SEA = '#e9edef';
const LAND = '#fbfaf6';
const LINE = '#cfcabd';
const NAME = '#6b665b';
const INK = '#8a2c1d';
const FONT = ['Inter Variable', 'sans-serif'];
const NOTHING = { type: 'FeatureCollection' as const, features: [] };

const base: LayerSpecification[] = [
  { id: 'sea', type: 'background', paint: { 'background-color': SEA } },
  { id: 'land', type: 'fill', source: 'countries', paint: { 'fill-color': LAND } },
  { id: 'borders', type: 'line', source: 'borders', paint: { 'line-color': LINE, 'line-width': 0.8 } },
];

const told: LayerSpecification[] = [
  { id: 'areas', type: 'fill', source: 'areas', paint: { 'fill-pattern': 'hatch' } },
  {
    id: 'names',
    type: 'symbol',
    source: 'names',
    layout: {
      'text-field': ['get', 'name'],
      'text-font': FONT,
      'text-size': ['interpolate', ['linear'], ['zoom'], 1, 9, 5, 12],
      'text-max-width': 7,
      'symbol-sort-key': ['get', 'rank'],
      'text-padding': 6,
    },
    paint: { 'text-color': NAME, 'text-halo-color': LAND, 'text-halo-width': 1.2 },
  },
  {
    id: 'reach',
    type: 'fill',
    source: 'reach',
    paint: { 'fill-color': INK, 'fill-opacity': ['case', ['get', 'at'], 0.26, 0.1] },
  },
  {
    id: 'reach-line',
    type: 'line',
    source: 'reach',
    paint: { 'line-color': INK, 'line-width': ['case', ['get', 'at'], 2, 1], 'line-dasharray': [3, 2] },
  },
  {
    id: 'clusters',
    type: 'circle',
    source: 'clusters',
    paint: {
      'circle-color': '#ffffff',
      'circle-opacity': 0.92,
      'circle-stroke-color': INK,
      'circle-stroke-width': 1.5,
      'circle-radius': ['interpolate', ['linear'], ['ln', ['get', 'count']], 0, 10, 7, 26],
    },
  },
  {
    id: 'counts',
    type: 'symbol',
    source: 'clusters',
    layout: {
      'text-field': ['get', 'label'],
      'text-font': FONT,
      'text-size': 11.5,
      'text-allow-overlap': true,
      'text-ignore-placement': true,
    },
    paint: { 'text-color': INK },
  },
  {
    id: 'spots',
    type: 'circle',
    source: 'spots',
    paint: {
      'circle-radius': ['case', ['get', 'at'], 8, 5.5],
      // Hollow where the incident is disputed or denied.
      'circle-color': ['match', ['get', 'status'], ['disputed', 'denied'], '#ffffff', INK],
      'circle-opacity': 0.9,
      'circle-stroke-color': ['match', ['get', 'status'], ['disputed', 'denied'], INK, '#ffffff'],
      'circle-stroke-width': ['case', ['get', 'at'], 3, 1.5],
    },
  },
];

/** The base map from the world's outlines, under it a tile source where the desk has been given one. */
export function mapStyle(world: World, tiles: string | null, pmtiles: string | null): StyleSpecification {
  const data = (from: object): SourceSpecification => ({ type: 'geojson', data: from as never, tolerance: 0.15 });
  const raster = tiles ?? pmtiles;
  const ground: LayerSpecification[] = raster ? [{ id: 'tiles', type: 'raster', source: 'tiles' }] : base.slice(1);
  return {
    version: 8,
    sources: {
      countries: data(world.countries),
      borders: data({ type: 'Feature', geometry: world.borders, properties: {} }),
      names: data(raster ? NOTHING : world.names),
      areas: data(NOTHING),
      reach: data(NOTHING),
      clusters: data(NOTHING),
      spots: data(NOTHING),
      ...(tiles ? { tiles: { type: 'raster', tiles: [tiles], tileSize: 256 } } : {}),
      ...(!tiles && pmtiles ? { tiles: { type: 'raster', url: `pmtiles://${pmtiles}`, tileSize: 256 } } : {}),
    },
    layers: [...base.slice(0, 1), ...ground, ...told],
  };
}

/** Diagonal lines for "somewhere in this country". */
export function hatch(): { width: number; height: number; data: Uint8Array } {
  const size = 16;
  const data = new Uint8Array(size * size * 4);
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      if ((x + y) % 8 === 0) data.set([138, 44, 29, 92], (y * size + x) * 4);
    }
  }
  return { width: size, height: size, data };
}
