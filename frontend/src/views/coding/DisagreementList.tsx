import { useState } from 'preact/hooks';
import { post } from '../../api/client';
import { changes, useGet } from '../../api/load';
import type { Disagreement, Disagreements } from '../../api/types';
import { Empty, Shown } from '../../parts/State';
import { days, plain, where } from '../../parts/words';
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
          byIncident(data.rows).map((rows) => (
            <section key={rows[0]?.incident} class="differ">
              <h2>
                <a href={`/incidents/${rows[0]?.incident}`} dir="auto">
                  {rows[0]?.row?.title ?? rows[0]?.incident}
                </a>
                <small>
                  {rows[0]?.row && `${days(rows[0].row.start, rows[0].row.end)}, ${where(rows[0].row.place)}`}
                </small>
              </h2>
              <ul class="disagreements">
                {rows.map((each) => (
                  <One key={each.variable} of={each} />
                ))}
              </ul>
            </section>
          ))
        )
      }
    </Shown>
  );
}

function byIncident(rows: Disagreement[]): Disagreement[][] {
  const held = new Map<string, Disagreement[]>();
  for (const row of rows) held.set(row.incident, [...(held.get(row.incident) ?? []), row]);
  return [...held.values()];
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
