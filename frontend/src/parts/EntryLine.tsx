import type { Entry } from '../api/types';
import { reasonLabel, undo } from '../state/decide';
import { desk } from '../state/desk';
import { instant, plain } from './words';

const DONE: Record<string, string> = {
  accept: 'accepted',
  reject: 'rejected',
  fix: 'fixed',
  add: 'added a claim to',
  same: 'judged the same:',
  different: 'judged different:',
  unsure: 'was unsure about',
  split: 'split',
  move: 'moved',
  set: 'set',
  note: 'noted on',
  settle: 'settled',
};

/** A decision as it was made; one that was taken back is struck through, and says so. */
export function EntryLine({ entry, bare = false }: { entry: Entry; bare?: boolean }) {
  const mine = entry.who === desk.value?.user?.name || desk.value?.user?.role === 'lead';
  return (
    <li class={entry.stands ? 'entry' : 'entry gone'}>
      <span class="when">{instant(entry.when)}</span>
      <span class="deed">
        <b>{entry.who}</b> {DONE[entry.verdict] ?? plain(entry.verdict)} {bare ? '' : <Subject entry={entry} />}
        <Change change={entry.change} />
        {entry.reasons.length > 0 && <span class="reasons">{entry.reasons.map(reasonLabel).join('; ')}</span>}
        {entry.note && (
          <q class="note" dir="auto">
            {entry.note}
          </q>
        )}
        {!entry.stands && <small>{entry.undone_by ? 'taken back' : 'replaced by a later one'}</small>}
      </span>
      {entry.stands && mine && entry.verdict !== 'undo' && (
        <button type="button" class="more" onClick={() => void undo(entry.id)}>
          Undo
        </button>
      )}
    </li>
  );
}

function Subject({ entry }: { entry: Entry }) {
  const title = entry.title || entry.subject;
  if (entry.subject.startsWith('i-')) return <a href={`/incidents/${entry.subject}`}>{title}</a>;
  if (entry.subject.startsWith('r-')) return <a href={`/reports/${entry.subject}`}>{title}</a>;
  return <span dir="auto">{title}</span>;
}

function Change({ change }: { change: Record<string, unknown> }) {
  const words = Object.entries(change).map(([name, value]) => `${plain(name)}: ${told(value)}`);
  return words.length > 0 ? <span class="change"> {words.join('; ')}</span> : null;
}

function told(value: unknown): string {
  if (value === null) return 'none';
  if (Array.isArray(value)) return value.map(told).join(', ');
  if (typeof value === 'object') return String((value as { name?: string }).name ?? JSON.stringify(value));
  return String(value);
}
