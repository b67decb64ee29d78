import { useState } from 'preact/hooks';
import { post } from '../../api/client';
import { changes, useGet } from '../../api/load';
import { Action } from '../../parts/Action';
import { Dialog } from '../../parts/Dialog';
import { count } from '../../parts/words';
import { filter } from '../../state/filter';
import { tellDone, tellFault } from '../../state/notices';

type People = { rows: { name: string; role: string }[] };

/** Give incidents to analysts; to two of them for blind double coding. Null: those of a filter. */
export function AssignDialog({ incidents, close }: { incidents: string[] | null; close: () => void }) {
  const people = useGet<People>('/api/people');
  const [to, setTo] = useState<string[]>([]);
  const [note, setNote] = useState('');
  const [words, setWords] = useState(filter.value.toString());
  const give = async () => {
    const which = incidents ? { incidents } : { filter: words };
    try {
      const { assigned } = await post<{ assigned: number }>('/api/assignments', { ...which, to, note });
      tellDone(`Gave ${count(assigned, 'assignment')}`);
      changes.value += 1;
      close();
    } catch (error) {
      tellFault(error);
    }
  };
  const toggle = (name: string) => setTo(to.includes(name) ? to.filter((each) => each !== name) : [...to, name]);
  return (
    <Dialog
      title={incidents ? `Give ${count(incidents.length, 'incident')}` : 'Give the incidents of a filter'}
      close={close}
    >
      {!incidents && (
        <label>
          Filter, as in the address of the table (country=PK&month=2024-08); empty for all
          <input value={words} onInput={(event) => setWords(event.currentTarget.value.replace(/^\?/, ''))} />
        </label>
      )}
      <fieldset class="choices">
        <legend>To (two for blind double coding)</legend>
        {(people.data?.rows ?? [])
          .filter((each) => each.role !== 'reader')
          .map((each) => (
            <label key={each.name} class={to.includes(each.name) ? 'reason on' : 'reason'}>
              <input type="checkbox" checked={to.includes(each.name)} onChange={() => toggle(each.name)} />
              {each.name} <small>{each.role}</small>
            </label>
          ))}
      </fieldset>
      <label>
        Note
        <input value={note} onInput={(event) => setNote(event.currentTarget.value)} />
      </label>
      <footer>
        <Action k="Enter" kind="main" label="Give" disabled={to.length === 0} run={() => void give()} />
      </footer>
    </Dialog>
  );
}
