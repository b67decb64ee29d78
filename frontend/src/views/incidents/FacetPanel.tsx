import { useState } from 'preact/hooks';
import { get } from '../../api/client';
import type { Facet, Facets, FacetValue } from '../../api/types';
import { day, plain } from '../../parts/words';
import { asked, FACETS } from '../../state/filter';
import { tellFault } from '../../state/notices';
import { query, setQuery } from '../../state/place';

const FEW = 6;

/** What a facet's value is called on the page. */
export function valueLabel(name: string, value: FacetValue): string {
  if (name === 'month' && /^\d{4}-\d{2}$/.test(value.value)) return day(value.value);
  return value.label || plain(value.value);
}

export function FacetPanel({ facets }: { facets: Facets }) {
  const narrow = window.matchMedia('(max-width: 760px)').matches;
  return (
    <details class="facets" open={!narrow}>
      <summary>Narrow by</summary>
      {FACETS.map((name) => {
        const facet = facets.facets[name];
        return facet && facet.values.length > 0 ? <FacetBox key={name} facet={facet} /> : null;
      })}
      <Span />
    </details>
  );
}

function toggle(name: string, value: string, on: boolean): void {
  const now = query.value.getAll(name).filter((each) => each !== value);
  setQuery({ [name]: on ? [...now, value] : now, offset: null });
}

function FacetBox({ facet }: { facet: Facet }) {
  const [all, setAll] = useState(false);
  const [found, setFound] = useState<Facet | null>(null);
  const values = (found ?? facet).values;
  const shown = all || found ? values : values.filter((value, at) => at < FEW || value.selected);
  const hidden = values.length - shown.length + facet.more;
  const find = async (text: string) => {
    if (!text) return setFound(null);
    const path = asked(`/api/facets/${facet.name}`, { find: text, limit: 50 });
    return get<Facet>(path).then(setFound).catch(tellFault);
  };
  return (
    <fieldset class="facet">
      <legend>{facet.label}</legend>
      {(all || found) && facet.more + facet.values.length > 12 && (
        <input
          type="search"
          class="find"
          aria-label={`Find a ${facet.label.toLowerCase()}`}
          placeholder="Find"
          onInput={(event) => void find(event.currentTarget.value.trim())}
        />
      )}
      {shown.map((value) => (
        <Value key={value.value} name={facet.name} value={value} />
      ))}
      {(hidden > 0 || all) && (
        <button type="button" class="more" onClick={() => setAll(!all)}>
          {all ? 'Fewer' : `${hidden.toLocaleString('en-GB')} more`}
        </button>
      )}
    </fieldset>
  );
}

function Value({ name, value }: { name: string; value: FacetValue }) {
  return (
    <label class={value.selected ? 'value on' : 'value'}>
      <input
        type="checkbox"
        checked={value.selected}
        onChange={(event) => toggle(name, value.value, event.currentTarget.checked)}
      />
      <span class="label" dir="auto">
        {valueLabel(name, value)}
      </span>
      <span class="count">{value.count.toLocaleString('en-GB')}</span>
    </label>
  );
}

/** First and last day, and the least toll. */
function Span() {
  const words = query.value;
  const put = (name: string, value: string) => setQuery({ [name]: value || null, offset: null });
  return (
    <fieldset class="facet spanned">
      <legend>Time and toll</legend>
      {(['from', 'to'] as const).map((name) => (
        <label key={name}>
          {name}
          <input type="date" value={words.get(name) ?? ''} onChange={(event) => put(name, event.currentTarget.value)} />
        </label>
      ))}
      <label>
        at least
        <input
          type="number"
          min={0}
          value={words.get('min') ?? ''}
          onChange={(event) => put('min', event.currentTarget.value)}
        />
      </label>
    </fieldset>
  );
}
