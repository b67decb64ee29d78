import { signal } from '@preact/signals';
import { useState } from 'preact/hooks';
import type { Row } from '../../api/types';
import { Action } from '../../parts/Action';
import { count } from '../../parts/words';
import { isLead } from '../../state/desk';
import { go } from '../../state/place';
import { AssignDialog } from '../coding/AssignDialog';

/** Rows set aside: two of them can be compared, any number given to analysts to code. */
export const marked = signal<string[]>([]);

export function mark(id: string): void {
  const now = marked.value;
  marked.value = now.includes(id) ? now.filter((each) => each !== id) : [...now, id];
}

export function Marked({ rows }: { rows: Row[] }) {
  const [assigning, setAssigning] = useState(false);
  const ids = marked.value;
  if (ids.length === 0) return null;
  const title = (id: string) => rows.find((row) => row.id === id)?.title ?? id;
  const [a, b] = ids;
  return (
    <section class="marked-rows" aria-label="Marked incidents">
      <b>{count(ids.length, 'marked incident')}</b>
      <span class="names">{ids.map(title).join(' · ')}</span>
      <Action
        k="c"
        kind="main"
        label="Compare the two"
        disabled={ids.length !== 2}
        run={() => go(`/compare?a=${a}&b=${b}`)}
      />
      {isLead.value && <Action k="v" label="Give to analysts" run={() => setAssigning(true)} />}
      <Action
        label="Clear"
        kind="quiet"
        run={() => {
          marked.value = [];
        }}
      />
      {assigning && <AssignDialog incidents={ids} close={() => setAssigning(false)} />}
    </section>
  );
}
