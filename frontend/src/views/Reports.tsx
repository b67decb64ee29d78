import { useGet } from '../api/load';
import type { Reports as Answer } from '../api/types';
import { Pages } from '../parts/Pages';
import { Empty, Shown } from '../parts/State';
import { count, day } from '../parts/words';
import { query, setQuery } from '../state/place';

const LIMIT = 50;

/** All reports, to be searched. */
export function Reports() {
  const words = query.value;
  const asked = new URLSearchParams({ limit: String(LIMIT), offset: words.get('offset') ?? '0' });
  for (const name of ['text', 'outlet', 'missing']) {
    const value = words.get(name);
    if (value) asked.set(name, value);
  }
  const loaded = useGet<Answer>(`/api/reports?${asked}`);
  return (
    <div class="page">
      <h1>Reports</h1>
      <form class="fields" role="search" onSubmit={(event) => event.preventDefault()}>
        <label>
          Words in the text
          <input
            type="search"
            value={words.get('text') ?? ''}
            onChange={(event) => setQuery({ text: event.currentTarget.value || null, offset: null })}
          />
        </label>
        <label>
          Which
          <select
            value={words.get('missing') ?? ''}
            onChange={(event) => setQuery({ missing: event.currentTarget.value || null, offset: null })}
          >
            <option value="">all</option>
            <option value="date">without a date</option>
            <option value="incident">that tell of no incident</option>
            <option value="claims">from which nothing was read</option>
          </select>
        </label>
      </form>
      <Shown of={loaded}>{(data) => <Found data={data} />}</Shown>
    </div>
  );
}

function Found({ data }: { data: Answer }) {
  if (data.rows.length === 0) return <Empty>No report fits.</Empty>;
  return (
    <>
      <p class="total">
        <b>{data.total.toLocaleString('en-GB')}</b> {data.total === 1 ? 'report' : 'reports'}
      </p>
      <table class="list reports">
        <thead>
          <tr>
            <th scope="col">Published</th>
            <th scope="col">Report</th>
            <th scope="col" class="num">
              Claims
            </th>
            <th scope="col" class="num">
              Incidents
            </th>
          </tr>
        </thead>
        <tbody>
          {data.rows.map((row) => (
            <tr key={row.id}>
              <td class="date">
                {day(row.published)}
                {row.published === null && row.published_from && <small>{row.published_from}</small>}
              </td>
              <td class="title">
                <a href={`/reports/${row.id}`} dir="auto">
                  {row.outlet ?? row.path}
                </a>
                <small>
                  {row.path} · {count(row.characters, 'character')}
                  {row.same_as && ' · a copy'}
                </small>
              </td>
              <td class="num" data-label="claims ">
                {row.claims}
              </td>
              <td class="num" data-label="incidents ">
                {row.incidents}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Pages
        total={data.total}
        offset={data.offset}
        limit={data.limit}
        go={(to) => setQuery({ offset: to ? String(to) : null })}
      />
    </>
  );
}
