import { useState } from 'preact/hooks';
import { post } from '../../api/client';
import { changes, useGet } from '../../api/load';
import type { Disagreement, Disagreements } from '../../api/types';
import { Empty, Shown } from '../../parts/State';
import { plain } from '../../parts/words';
import { isLead } from '../../state/desk';
import { tellDone, tellFault } from '../../state/notices';

/** Where two analysts answered differently, for a lead to settle. */
export function DisagreementList() {
  const loaded = useGet<Disagreements>('/api/disagreements');
  return (
    <Shown of={loaded}>
      {(data) =>
        data.rows.length === 0 ? (
          <Empty>Nobody disagrees.</Empty>
        ) : (
          <ul class="disagreements">
            {data.rows.map((each) => (
              <One key={`${each.incident} ${each.variable}`} of={each} />
            ))}
          </ul>
        )
      }
    </Shown>
  );
}

function said(value: string | number | null): string {
  return value === null ? 'not said' : plain(String(value));
}

function One({ of: each }: { of: Disagreement }) {
  const [note, setNote] = useState('');
  const settle = async (value: string | number | null) => {
    try {
      await post('/api/settlements', { incident: each.incident, variable: each.variable, value, note });
      tellDone(`Settled: ${each.label} is ${said(value)}`);
      changes.value += 1;
    } catch (error) {
      tellFault(error);
    }
  };
  return (
    <li>
      <a href={`/incidents/${each.incident}`} dir="auto">
        {each.row?.title ?? each.incident}
      </a>
      <b>{each.label}</b>
      <span class="answers">
        {each.answers.map((answer) => (
          <span key={answer.who}>
            {answer.who}: <b>{said(answer.value)}</b>
            {isLead.value && !each.settled && (
              <button type="button" class="action" onClick={() => void settle(answer.value)}>
                Take this<span class="unseen"> answer of {answer.who}</span>
              </button>
            )}
          </span>
        ))}
      </span>
      {each.settled ? (
        <small>
          ✓ settled: {said(each.settled.value)}, by {each.settled.who}
        </small>
      ) : (
        isLead.value && (
          <label>
            <span class="unseen">Why, for {each.label}</span>
            <input placeholder="Why" value={note} onInput={(event) => setNote(event.currentTarget.value)} />
          </label>
        )
      )}
    </li>
  );
}
