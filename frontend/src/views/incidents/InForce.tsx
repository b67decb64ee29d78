import type { Facets } from '../../api/types';
import { capital, count, day, plain } from '../../parts/words';
import { FILTERS } from '../../state/filter';
import { go, path, query, setQuery } from '../../state/place';
import { valueLabel } from './FacetPanel';

const NAMES: Record<string, string> = { from: 'from', to: 'to', min: 'at least', text: 'words', part_of: 'sites of' };

function told(name: string, value: string, facets: Facets | null): string {
  const known = facets?.facets[name]?.values.find((each) => each.value === value);
  if (known) return valueLabel(name, known);
  if (name === 'from' || name === 'to') return day(value);
  if (name === 'bbox') return 'this part of the map';
  return name === 'text' ? `“${value}”` : plain(value);
}

/** How many incidents there are, and each word of the filter with the way to take it out. */
export function InForce({ facets, total }: { facets: Facets | null; total: number | null }) {
  const words = FILTERS.flatMap((name) => query.value.getAll(name).map((value) => ({ name, value })));
  const without = (name: string, value: string) =>
    setQuery({ [name]: query.value.getAll(name).filter((each) => each !== value), offset: null });
  return (
    <div class="in-force">
      <p class="total" role="status">
        <b>{total === null ? '…' : total.toLocaleString('en-GB')}</b> {total === 1 ? 'incident' : 'incidents'}
      </p>
      {words.map(({ name, value }) => (
        <button key={`${name} ${value}`} type="button" class="word" onClick={() => without(name, value)}>
          <small>{NAMES[name] ?? facets?.facets[name]?.label.toLowerCase() ?? capital(name).toLowerCase()}</small>{' '}
          <span dir="auto">{told(name, value, facets)}</span>
          <span aria-hidden="true" class="x">
            ×
          </span>
          <span class="unseen">: take out of the filter</span>
        </button>
      ))}
      {words.length > 1 && (
        <button type="button" class="more" onClick={() => go(path.value)}>
          Clear {count(words.length, 'word')}
        </button>
      )}
    </div>
  );
}
