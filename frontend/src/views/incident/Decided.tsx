import type { Entry } from '../../api/types';
import { EntryLine } from '../../parts/EntryLine';

/** What analysts have decided here, the newest first. */
export function Decided({ entries = [] }: { entries?: Entry[] | undefined }) {
  if (entries.length === 0) return null;
  return (
    <section>
      <h2>Decisions</h2>
      <ol class="entries">
        {entries.map((entry) => (
          <EntryLine key={entry.id} entry={entry} />
        ))}
      </ol>
    </section>
  );
}
