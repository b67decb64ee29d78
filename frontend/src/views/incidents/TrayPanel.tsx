import { useGet } from '../../api/load';
import type { Row, Tray } from '../../api/types';
import { Range } from '../../parts/Figure';
import { count, days, where } from '../../parts/words';
import { asked } from '../../state/filter';
import { query, setQuery } from '../../state/place';

/** What the map and the timeline cannot show: incidents without a place, incidents without a date. */
export function TrayPanel() {
  const { data } = useGet<Tray>(asked('/api/tray', { limit: 12 }));
  const total = (data?.place.total ?? 0) + (data?.date.total ?? 0);
  if (!data || total === 0) return null;
  return (
    <details
      class="tray"
      open={query.value.get('tray') === 'open'}
      onToggle={(event) => setQuery({ tray: event.currentTarget.open ? 'open' : null }, { replace: true })}
    >
      <summary>Not on the map or the timeline: {lacking(data)}</summary>
      <div class="two">
        <Side title="Without a place" name="place" side={data.place} />
        <Side title="Without a date" name="date" side={data.date} />
      </div>
    </details>
  );
}

function lacking(tray: Tray): string {
  const sides: [number, string][] = [
    [tray.place.total, 'without a place'],
    [tray.date.total, 'without a date'],
  ];
  return sides
    .filter(([total]) => total > 0)
    .map(([total, without]) => `${count(total, 'incident')} ${without}`)
    .join(', ');
}

function Side(props: { title: string; name: string; side: { total: number; rows: Row[] } }) {
  const { title, name, side } = props;
  if (side.total === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      <ul class="rows">
        {side.rows.map((row) => (
          <li key={row.id}>
            <a href={`/incidents/${row.id}`} dir="auto">
              {row.title}
            </a>
            <span class="aside">
              {name === 'place' ? days(row.start, row.end) : where(row.place)}
              {row.killed && (
                <>
                  {' · '}
                  <Range of={row.killed} /> killed
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
      {side.total > side.rows.length && (
        <button type="button" class="more" onClick={() => setQuery({ missing: name, offset: null })}>
          List all {side.total.toLocaleString('en-GB')}
        </button>
      )}
    </section>
  );
}
