import { useGet } from '../../api/load';
import type { IncidentPage, Similar } from '../../api/types';
import { Action } from '../../parts/Action';
import { Shown } from '../../parts/State';
import { days, linking, where } from '../../parts/words';
import { go } from '../../state/place';

/** Other incidents that may be this one. */
export function SimilarPanel({ page }: { page: IncidentPage }) {
  const loaded = useGet<Similar>(`/api/incidents/${page.row.id}/similar?limit=5`);
  return (
    <section class="no-print">
      <h2>Could be the same</h2>
      <Shown of={loaded}>
        {(data) =>
          data.rows.length === 0 ? (
            <p class="empty">Nothing near enough in place and time.</p>
          ) : (
            <ul class="rows">
              {data.rows.map((each, at) => (
                <li key={each.row.id}>
                  <Action
                    label="Compare"
                    {...(at === 0 ? { k: 'c' } : {})}
                    run={() => go(`/compare?a=${page.row.id}&b=${each.row.id}`)}
                  />
                  <a href={`/incidents/${each.row.id}`} dir="auto">
                    {each.row.title}
                  </a>
                  <span class="aside">
                    {days(each.row.start, each.row.end)} · {where(each.row.place)} · {linking(each)}
                    {each.verdict && ` · judged ${each.verdict}`}
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </Shown>
    </section>
  );
}
