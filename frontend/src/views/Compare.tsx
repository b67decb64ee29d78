import { useGet } from '../api/load';
import type { Comparison } from '../api/types';
import { Empty, Shown } from '../parts/State';
import { go, query } from '../state/place';
import { Pair } from './queue/Pair';

/** Two incidents side by side: are they the same? */
export function Compare() {
  const [a, b] = [query.value.get('a'), query.value.get('b')];
  const words = a && b ? new URLSearchParams({ a, b }) : null;
  const loaded = useGet<Comparison>(words && `/api/compare?${words}`);
  const after = (incidents: string[]) => {
    const [first] = incidents;
    go(first ? `/incidents/${first}` : '/');
  };
  return (
    <div class="page">
      <p class="crumb">
        <a href="/">Incidents</a> / <a href="/queue?kind=pairs">Pairs to judge</a>
      </p>
      <h1>Are these the same?</h1>
      {words ? (
        <Shown of={loaded}>{(data) => <Pair comparison={data} after={after} />}</Shown>
      ) : (
        <Empty>Mark two incidents in the table with x, then compare them with c.</Empty>
      )}
    </div>
  );
}
