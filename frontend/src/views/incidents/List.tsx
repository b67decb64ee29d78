import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Incidents, Row } from '../../api/types';
import { DisagreementChip, ReviewChip, StatusChip } from '../../parts/Chip';
import { Range, Scale, Whisker } from '../../parts/Figure';
import { Empty } from '../../parts/State';
import { byHarm, count, days, plain, where } from '../../parts/words';
import { useKey } from '../../state/keys';
import { go, setQuery } from '../../state/place';
import { Marked, mark, marked } from './Marked';

/** The row that the keys act on; the map shows it too. */
export const current = signal<string | null>(null);

const COLUMNS: [string, string, string][] = [
  ['date', 'Date', 'desc'],
  ['title', 'Incident', 'asc'],
  ['toll', 'Killed', 'desc'],
  ['spread', 'Spread', 'desc'],
  ['reports', 'Reports', 'desc'],
  ['status', 'State', 'asc'],
];

export function List({ answer, sort, order }: { answer: Incidents; sort: string; order: string }) {
  const { rows } = answer;
  useRowKeys(rows);
  if (rows.length === 0) return <Empty>No incident fits these words. Take one out of the filter above.</Empty>;
  const top = Math.max(10, ...rows.map((row) => row.killed?.high ?? row.killed?.best ?? 0));
  return (
    <>
      <Marked rows={rows} />
      <table class="list">
        <caption class="unseen">
          Incidents. Sort by a column with its heading; j and k move, Enter opens, x marks a row to compare.
        </caption>
        <thead>
          <tr>
            {COLUMNS.map(([name, label, first]) => (
              <th key={name} scope="col" class={name} aria-sort={ariaSort(name, sort, order)}>
                <button type="button" onClick={() => sortBy(name, first, sort, order)}>
                  {label}
                  <span aria-hidden="true" class="arrow">
                    {name === sort ? (order === 'asc' ? '↑' : '↓') : ''}
                  </span>
                </button>
                {name === 'toll' && <Scale top={top} />}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <ListRow key={row.id} row={row} top={top} />
          ))}
        </tbody>
      </table>
    </>
  );
}

function ariaSort(name: string, sort: string, order: string): 'ascending' | 'descending' | 'none' {
  if (name !== sort) return 'none';
  return order === 'asc' ? 'ascending' : 'descending';
}

function sortBy(name: string, first: string, sort: string, order: string): void {
  const next = name === sort ? (order === 'asc' ? 'desc' : 'asc') : first;
  setQuery({ sort: name, order: next, offset: null });
}

function useRowKeys(rows: Row[]): void {
  const step = (by: number) => {
    const at = rows.findIndex((row) => row.id === current.value);
    const next = rows[Math.max(0, Math.min(rows.length - 1, at < 0 ? 0 : at + by))];
    if (next) current.value = next.id;
  };
  useKey('j', 'Next row', () => step(1));
  useKey('k', 'Row before', () => step(-1));
  useKey('Enter', 'Open the row', () => current.value && go(`/incidents/${current.value}`));
  useKey('x', 'Mark the row to compare', () => current.value && mark(current.value));
  useEffect(() => {
    if (current.value && !rows.some((row) => row.id === current.value)) current.value = null;
  }, [rows]);
}

function ListRow({ row, top }: { row: Row; top: number }) {
  const at = current.value === row.id;
  const marks = marked.value.includes(row.id);
  return (
    <tr
      id={`row-${row.id}`}
      class={`${at ? 'at' : ''} ${marks ? 'marked' : ''} ${row.background ? 'background' : ''}`}
      onMouseEnter={() => {
        current.value = row.id;
      }}
      ref={(element) => {
        if (at && element && !element.matches(':hover')) element.scrollIntoView({ block: 'nearest' });
      }}
    >
      <td class="date">
        {days(row.start, row.end)}
        {row.date_inferred && <small>inferred</small>}
      </td>
      <td class="title">
        <a href={`/incidents/${row.id}`} dir="auto">
          {row.title}
        </a>
        <small dir="auto">{about(row)}</small>
      </td>
      <td class="toll">
        <TollCell row={row} top={top} />
      </td>
      <td class="spread">{row.spread === 0 ? '–' : row.spread.toLocaleString('en-GB')}</td>
      <td class="reports">{row.reports}</td>
      <td class="status">
        <StatusChip status={row.status} />
        <DisagreementChip disagreement={row.disagreement} />
        <ReviewChip review={row.review} />
      </td>
    </tr>
  );
}

function about(row: Row): string {
  const words = [where(row.place)];
  if (row.groups.length > 0) words.push(row.groups.map((group) => group.label).join(', '));
  if (row.sites > 0) words.push(`wave of ${count(row.sites, 'site')}`);
  if (row.part_of) words.push('site of a wave');
  if (row.background) words.push('told as background');
  return words.join(' · ');
}

function TollCell({ row, top }: { row: Row; top: number }) {
  const others = byHarm(row.tolls).filter((toll) => toll.harm !== 'killed');
  return (
    <>
      {row.killed ? (
        <span class="killed">
          <Whisker of={row.killed} top={top} />
          <Range of={row.killed} />
        </span>
      ) : (
        <span class="none">no figure</span>
      )}
      {others.length > 0 && (
        <small>
          {others.map((toll) => (
            <span key={toll.harm} class="other">
              {plain(toll.harm)} <Range of={toll} />
            </span>
          ))}
        </small>
      )}
    </>
  );
}
