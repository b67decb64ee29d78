import { useState } from 'preact/hooks';
import type { Row } from '../../api/types';
import { Action } from '../../parts/Action';
import { DisagreementChip, ReviewChip, StatusChip } from '../../parts/Chip';
import { Range, Whisker } from '../../parts/Figure';
import { capital, count, days, victimsLabel, where } from '../../parts/words';
import { busy, decide } from '../../state/decide';
import { mayDecide } from '../../state/desk';
import { go } from '../../state/place';
import { WhyDialog } from '../WhyDialog';

/** An incident in short, to be accepted or opened. */
export function ReviewIncident({ row }: { row: Row }) {
  const [rejecting, setRejecting] = useState(false);
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
        {mayDecide.value && (
          <>
            <Action
              k="A"
              label="Accept the record"
              disabled={busy.value}
              run={() => void decide({ verdict: 'accept', subject: row.id }, 'Accepted the record')}
            />
            <Action k="R" kind="bad" label="No incident" run={() => setRejecting(true)} />
          </>
        )}
      </div>
      {rejecting && (
        <WhyDialog
          title={`No incident: ${row.title}`}
          label="It is no incident"
          decision={{ verdict: 'reject', subject: row.id }}
          told="Marked as no incident"
          close={() => setRejecting(false)}
        />
      )}
    </div>
  );
}
