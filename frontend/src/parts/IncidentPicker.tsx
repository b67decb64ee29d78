import { useState } from 'preact/hooks';
import { useGet } from '../api/load';
import type { Incidents, Row } from '../api/types';
import { days, where } from './words';

/** Find an incident by words; gives the chosen one. */
export function IncidentPicker({ except, choose }: { except: string[]; choose: (row: Row) => void }) {
  const [text, setText] = useState('');
  const words = text.trim();
  const found = useGet<Incidents>(words.length > 1 ? `/api/incidents?limit=8&text=${encodeURIComponent(words)}` : null);
  const rows = words.length > 1 ? (found.data?.rows ?? []).filter((row) => !except.includes(row.id)) : [];
  return (
    <div class="picker">
      <label>
        Find an incident
        <input type="search" data-first value={text} onInput={(event) => setText(event.currentTarget.value)} />
      </label>
      <ul class="rows">
        {rows.map((row) => (
          <li key={row.id}>
            <button type="button" class="plain-row" onClick={() => choose(row)}>
              <b dir="auto">{row.title}</b>
              <span class="aside">
                {days(row.start, row.end)} · {where(row.place)}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
