import { useGet } from '../api/load';
import type { History as Answer } from '../api/types';
import { Action } from '../parts/Action';
import { EntryLine } from '../parts/EntryLine';
import { Pages } from '../parts/Pages';
import { Empty, Shown } from '../parts/State';
import { undo } from '../state/decide';
import { desk, mayDecide } from '../state/desk';
import { query, setQuery } from '../state/place';

const LIMIT = 50;

/** Every decision in the book, the newest first; nothing is ever deleted. */
export function History() {
  const words = query.value;
  const asked = new URLSearchParams({ limit: String(LIMIT), offset: words.get('offset') ?? '0' });
  const who = words.get('who');
  if (who) asked.set('who', who);
  const loaded = useGet<Answer>(`/api/history?${asked}`);
  const me = desk.value?.user?.name;
  return (
    <div class="page">
      <h1>Decisions</h1>
      <p class="lead">Each is kept for good and survives reading the reports again. Undoing is a decision too.</p>
      <div class="actions">
        {mayDecide.value && <Action label="Undo my last" run={() => void undo()} />}
        {me && (
          <label class="switch">
            <input
              type="checkbox"
              checked={who === me}
              onChange={(event) => setQuery({ who: event.currentTarget.checked ? me : null, offset: null })}
            />
            <span>Only mine</span>
          </label>
        )}
      </div>
      <Shown of={loaded}>
        {(data) =>
          data.rows.length === 0 ? (
            <Empty>Nothing has been decided yet.</Empty>
          ) : (
            <>
              <ol class="entries">
                {data.rows.map((entry) => (
                  <EntryLine key={entry.id} entry={entry} />
                ))}
              </ol>
              <Pages
                total={data.total}
                offset={Number(words.get('offset') ?? 0)}
                limit={LIMIT}
                go={(to) => setQuery({ offset: to ? String(to) : null })}
              />
            </>
          )
        }
      </Shown>
    </div>
  );
}
