import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { query, setQuery } from '../../state/place';

/** The timeline and the map, each fetched only when it is first shown. */
export function Band() {
  const off = query.value.get('band') === 'off';
  return (
    <section class={off ? 'band off' : 'band'} aria-label="Timeline and map">
      {!off && (
        <div class="two">
          <Later
            from={() => import('../../charts/TimelinePanel').then((module) => module.TimelinePanel)}
            name="timeline"
          />
          <Later from={() => import('../../charts/MapPanel').then((module) => module.MapPanel)} name="map" />
        </div>
      )}
      <button type="button" class="more fold" onClick={() => setQuery({ band: off ? null : 'off' }, { replace: true })}>
        {off ? 'Show timeline and map' : 'Hide timeline and map'}
      </button>
    </section>
  );
}

function Later({ from, name }: { from: () => Promise<ComponentType>; name: string }) {
  const [View, setView] = useState<ComponentType | null>(null);
  useEffect(() => {
    void from().then((view) => setView(() => view));
  }, []);
  return <div class={`pane ${name}`}>{View ? <View /> : <p class="waiting">Drawing the {name} …</p>}</div>;
}
