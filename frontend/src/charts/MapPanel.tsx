import { effect, signal } from '@preact/signals';
import { addProtocol, Map as Drawing, type GeoJSONSource, NavigationControl, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import 'maplibre-gl/dist/maplibre-gl.css';
import { useEffect, useRef, useState } from 'preact/hooks';
import { get } from '../api/client';
import { changes } from '../api/load';
import type { AreaProperties, ClusterProperties, MapData, SpotProperties } from '../api/types';
import { Range } from '../parts/Figure';
import { count, day } from '../parts/words';
import { isCoarse } from '../state/care';
import { desk } from '../state/desk';
import { asked, filter } from '../state/filter';
import { tellFault } from '../state/notices';
import { go, query, setQuery } from '../state/place';
import { current } from '../views/incidents/List';
import { drawn, extent } from './mapFeatures';
import { hatch, mapStyle } from './mapStyle';
import { type World, world } from './world';

type Properties = ClusterProperties | SpotProperties | AreaProperties;
type Under = { properties: Properties; box?: string };

const data = signal<MapData>({ type: 'FeatureCollection', features: [] });
const under = signal<Under | null>(null);

const LAYERS = ['spots', 'clusters', 'reach', 'areas'];

/** The incidents of the filter on a map that needs no network. */
export function MapPanel() {
  const box = useRef<HTMLDivElement>(null);
  const map = useRef<Drawing | null>(null);
  const [broken, setBroken] = useState(false);
  useEffect(() => {
    let gone = false;
    let stop = () => {};
    world().then((atlas) => {
      if (gone || !box.current) return;
      const made = draw(box.current, atlas);
      if (!made) return setBroken(true);
      map.current = made;
      stop = keepUp(made, atlas);
    }, tellFault);
    return () => {
      gone = true;
      stop();
      map.current?.remove();
    };
  }, []);
  return (
    <>
      <header class="pane-head">
        <h2>Where</h2>
        <button type="button" class="more" onClick={() => map.current && onlyThis(map.current)}>
          Only this part
        </button>
        {query.value.get('bbox') && (
          <button type="button" class="more" onClick={() => setQuery({ bbox: null, offset: null })}>
            Everywhere
          </button>
        )}
      </header>
      {broken ? (
        <p class="empty">This browser draws no map (it lacks WebGL). Narrow by country and region instead.</p>
      ) : (
        <div class="map-box" ref={box} />
      )}
      <Legend />
      {under.value && <Told of={under.value.properties} />}
    </>
  );
}

function draw(container: HTMLElement, atlas: World): Drawing | null {
  setWorkerUrl(workerUrl);
  const options = desk.value?.options;
  const [lon = 45, lat = 25, zoom = 1.2] = (query.value.get('at') ?? '').split(',').filter(Boolean).map(Number);
  if (options?.pmtiles) void readPmtiles();
  try {
    const map = new Drawing({
      container,
      style: mapStyle(atlas, options?.tiles ?? null, options?.pmtiles ?? null),
      center: [lon, lat],
      zoom,
      minZoom: 0.6,
      maxZoom: isCoarse.value ? 8 : 15,
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      renderWorldCopies: false,
      fadeDuration: 0,
    });
    map.touchZoomRotate.disableRotation();
    map.keyboard.disableRotation();
    map.addControl(new NavigationControl({ showCompass: false }), 'top-right');
    return map;
  } catch (error) {
    // MapLibre throws a plain Error where the browser gives no WebGL context.
    if (error instanceof Error && /webgl/i.test(error.message)) return null;
    throw error;
  }
}

async function readPmtiles(): Promise<void> {
  const { Protocol } = await import('pmtiles');
  addProtocol('pmtiles', new Protocol().tile);
}

/** Keeps the map to the filter, and the address to the map. Gives what stops it. */
function keepUp(map: Drawing, atlas: World): () => void {
  const stops: (() => void)[] = [];
  map.on('load', () => {
    map.addImage('hatch', hatch());
    map.getCanvas().setAttribute('aria-label', 'Map of the incidents; the table lists the same');
    stops.push(effect(() => void refit(map, filter.value.toString(), changes.value)));
    stops.push(effect(() => show(map, atlas, data.value, isCoarse.value, current.value)));
    map.on('moveend', () => {
      const at = map.getCenter();
      const words = [at.lng.toFixed(3), at.lat.toFixed(3), map.getZoom().toFixed(2)].join(',');
      setQuery({ at: words }, { replace: true });
      void fetched(map).catch(tellFault);
    });
    listen(map);
  });
  return () => {
    for (const stop of stops) stop();
    under.value = null;
  };
}

let fitted: string | null = null;

/** Another filter: look at all that it finds, unless the address says where to look. */
async function refit(map: Drawing, words: string, _round: number): Promise<void> {
  const first = fitted === null && query.peek().has('at');
  const same = fitted === words;
  fitted = words;
  try {
    const found = await fetched(map, !first && !same);
    const box = found && !first && !same ? extent(found) : null;
    if (box) map.fitBounds(box, { padding: 44, maxZoom: 7, animate: false });
  } catch (error) {
    tellFault(error);
  }
}

let round = 0;

async function fetched(map: Drawing, everywhere = false): Promise<MapData | null> {
  round += 1;
  const mine = round;
  const bounds = map.getBounds();
  const view = [
    Math.max(-180, bounds.getWest()),
    Math.max(-90, bounds.getSouth()),
    Math.min(180, bounds.getEast()),
    Math.min(90, bounds.getNorth()),
  ].map((degrees) => degrees.toFixed(4));
  const narrowed = filter.peek().has('bbox') || everywhere;
  const words = { zoom: Math.floor(map.getZoom()), ...(narrowed ? {} : { bbox: view.join(',') }) };
  const answer = await get<MapData>(asked('/api/map', words));
  if (mine !== round) return null;
  data.value = answer;
  return answer;
}

function show(map: Drawing, atlas: World, found: MapData, coarse: boolean, at: string | null): void {
  const parts = drawn(found, atlas, map.getZoom(), coarse, at);
  for (const [name, features] of Object.entries(parts)) {
    map.getSource<GeoJSONSource>(name)?.setData(features);
  }
}

function listen(map: Drawing): void {
  map.on('mousemove', (event) => {
    const found = map.queryRenderedFeatures(event.point, { layers: LAYERS })[0];
    map.getCanvas().classList.toggle('over', found !== undefined);
    const properties = found?.properties as (Properties & { box?: string }) | undefined;
    under.value = properties ? { properties, ...(properties.box ? { box: properties.box } : {}) } : null;
    if (properties?.kind === 'incident') current.value = properties.id;
  });
  map.on('click', (event) => {
    const found = map.queryRenderedFeatures(event.point, { layers: LAYERS })[0];
    const properties = found?.properties as (Properties & { box?: string }) | undefined;
    if (properties) open(map, properties);
  });
}

function open(map: Drawing, properties: Properties & { box?: string }): void {
  if (properties.kind === 'incident') go(`/incidents/${properties.id}`);
  else if (properties.kind === 'area') setQuery({ country: properties.country, offset: null });
  else {
    const [w = 0, s = 0, e = 0, n = 0] = (properties.box ?? '').split(',').map(Number);
    const tight = e - w < 0.02 && n - s < 0.02;
    if (tight)
      setQuery({ bbox: [w - 0.01, s - 0.01, e + 0.01, n + 0.01].map((x) => x.toFixed(4)).join(','), offset: null });
    else map.fitBounds([w, s, e, n], { padding: 50, maxZoom: 12 });
  }
}

function onlyThis(map: Drawing): void {
  const bounds = map.getBounds();
  const box = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
  const kept = [
    Math.max(-180, box[0] ?? 0),
    Math.max(-90, box[1] ?? 0),
    Math.min(180, box[2] ?? 0),
    Math.min(90, box[3] ?? 0),
  ];
  setQuery({ bbox: kept.map((degrees) => degrees.toFixed(3)).join(','), offset: null });
}

function Legend() {
  const hasArea = data.value.features.some((each) => each.properties.kind === 'area');
  return (
    <p class="legend">
      <span class="dot" aria-hidden="true" /> place known <span class="ring" aria-hidden="true" /> somewhere within
      {hasArea && (
        <>
          {' '}
          <span class="lines" aria-hidden="true" /> somewhere in the country
        </>
      )}
    </p>
  );
}

function Told({ of: properties }: { of: Properties }) {
  return (
    <div class="map-told" aria-hidden="true">
      {properties.kind === 'incident' && (
        <>
          <b dir="auto">{properties.title}</b>
          {day(properties.start)} · <Range of={properties} /> killed
        </>
      )}
      {properties.kind === 'cluster' && (
        <>
          <b>{count(properties.count, 'incident')}</b>
          <Range of={properties} /> killed; click to look closer
        </>
      )}
      {properties.kind === 'area' && (
        <>
          <b>Somewhere in {properties.name}</b>
          {count(properties.count, 'incident')}, <Range of={properties} /> killed
        </>
      )}
    </div>
  );
}
