import type { Row } from '../../api/types';
import { Action } from '../../parts/Action';
import { DisagreementChip, ReviewChip, StatusChip } from '../../parts/Chip';
import { Range, Whisker } from '../../parts/Figure';
import { capital, count, days, victimsLabel, where } from '../../parts/words';
import { go } from '../../state/place';

/** An incident in short, to be opened. */
export function ReviewIncident({ row }: { row: Row }) {
  const top = Math.max(10, ...row.tolls.map((toll) => toll.high ?? toll.best ?? 0));
  return (
    <div class="one-incident">
      <h2 dir="auto">
        <a href={`/incidents/${row.id}`}>{row.title}</a>
      </h2>
      <p class="chips">
        <StatusChip status={row.status} />
        <DisagreementChip disagreement={row.disagreement} />
        <ReviewChip review={row.review} />
      </p>
      <p>
        {days(row.start, row.end)} · <span dir="auto">{where(row.place)}</span> · {count(row.reports, 'report')}
      </p>
      <table class="estimates">
        <tbody>
          {row.tolls.map((toll) => (
            <tr key={`${toll.harm} ${toll.victims}`}>
              <th scope="row">
                {capital(toll.harm)}
                <small>{victimsLabel(toll.victims)}</small>
              </th>
              <td>
                <Whisker of={toll} top={top} />
              </td>
              <td>
                <Range of={toll} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div class="actions">
        <Action k="o" kind="main" label="Open" run={() => go(`/incidents/${row.id}`)} />
      </div>
    </div>
  );
}
