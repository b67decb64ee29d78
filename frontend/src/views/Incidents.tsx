import { useGet } from '../api/load';
import type { Incidents as Answer, Facets } from '../api/types';
import { Pages } from '../parts/Pages';
import { Shown } from '../parts/State';
import { asked } from '../state/filter';
import { query, setQuery } from '../state/place';
import { Band } from './incidents/Band';
import { FacetPanel } from './incidents/FacetPanel';
import { InForce } from './incidents/InForce';
import { List } from './incidents/List';
import { Search } from './incidents/Search';
import { Take } from './incidents/Take';
import { TrayPanel } from './incidents/TrayPanel';

const LIMIT = 50;

/** All incidents: facets, timeline and map, and the table, on one filter that stands in the address. */
export function Incidents() {
  const words = query.value;
  const offset = Number(words.get('offset') ?? 0);
  const sort = words.get('sort') ?? 'date';
  const order = words.get('order') ?? 'desc';
  const found = useGet<Answer>(asked('/api/incidents', { sort, order, offset, limit: LIMIT }));
  const facets = useGet<Facets>(asked('/api/facets'));
  return (
    <div class="incidents">
      <h1 class="unseen">Incidents</h1>
      <aside aria-label="Narrow by">
        <Search />
        <Shown of={facets}>{(data) => <FacetPanel facets={data} />}</Shown>
      </aside>
      <div class="found">
        <InForce facets={facets.data} total={found.data?.total ?? null} />
        <Band />
        <TrayPanel />
        <Shown of={found}>
          {(data) => (
            <>
              <List answer={data} sort={sort} order={order} />
              <footer class="under">
                <Pages
                  total={data.total}
                  offset={data.offset}
                  limit={data.limit}
                  go={(to) => setQuery({ offset: to ? String(to) : null })}
                />
                <Take command={data.command} sort={sort} order={order} />
              </footer>
            </>
          )}
        </Shown>
      </div>
    </div>
  );
}
