import { useState } from 'preact/hooks';
import { post } from '../../api/client';
import { changes, useGet } from '../../api/load';
import type { Assignments, Claim, IncidentPage, Variable } from '../../api/types';
import { Action } from '../../parts/Action';
import { Shown } from '../../parts/State';
import { day, plain } from '../../parts/words';
import { desk } from '../../state/desk';
import { tellDone, tellFault } from '../../state/notices';
import { go } from '../../state/place';
import { inOrder } from '../claims/ClaimSide';
import { Quote, sentenceOf } from '../claims/Quote';

type Form = { variables: Variable[] };
type Answers = Record<string, string | number | null>;

/** One incident coded from its sentences alone: the program's own figures are not shown. */
export function CodeOne({ id }: { id: string }) {
  const form = useGet<Form>('/api/codings/form');
  const page = useGet<IncidentPage>(`/api/incidents/${encodeURIComponent(id)}`);
  const mine = useGet<Assignments>('/api/assignments');
  const own = mine.data?.rows.find((each) => each.incident === id && each.who === desk.value?.user?.name);
  return (
    <div class="page coding-one">
      <p class="crumb">
        <a href="/coding">Two analysts</a>
      </p>
      <Shown of={page}>
        {(incident) => (
          <div class="evidence">
            <div>
              <h1 dir="auto">{incident.row.title}</h1>
              <p class="lead">What do these sentences say? Your answers stay with you until both of you are done.</p>
              <Sentences page={incident} />
            </div>
            <Shown of={form}>
              {(data) => mine.data && <Questions id={incident.row.id} form={data} before={own?.answers ?? {}} />}
            </Shown>
          </div>
        )}
      </Shown>
    </div>
  );
}

/** Each sentence once, by report, with nothing marked: what the program read in them is not to lead anybody. */
function Sentences({ page }: { page: IncidentPage }) {
  const held = new Map<string, Claim>();
  for (const claim of inOrder(page)) {
    const key = `${claim.report} ${sentenceOf(claim).start}`;
    if (!held.has(key)) held.set(key, { ...claim, start: -1, end: -1, speaker: null });
  }
  const reports = [...new Set([...held.values()].map((claim) => claim.report))];
  return (
    <>
      {reports.map((report) => {
        const said = [...held.values()].filter((claim) => claim.report === report);
        const [first] = said;
        return (
          <section key={report} class="told-by">
            <h2 dir="auto">
              {first?.outlet ?? first?.path}, {day(first?.published ?? null)}
            </h2>
            {said.map((claim) => (
              <Quote key={claim.id} claim={claim} />
            ))}
          </section>
        );
      })}
    </>
  );
}

type Asking = { id: string; form: Form; before: Answers };

function Questions({ id, form, before }: Asking) {
  const [answers, setAnswers] = useState<Answers>(before);
  const [note, setNote] = useState('');
  const keep = async () => {
    const all = Object.fromEntries(form.variables.map((each) => [each.name, answers[each.name] ?? null]));
    try {
      await post('/api/codings', { incident: id, answers: all, note });
      tellDone('Kept your answers');
      changes.value += 1;
      go('/coding');
    } catch (error) {
      tellFault(error);
    }
  };
  return (
    <aside class="side questions" aria-label="Your answers">
      <h2>Your answers</h2>
      <p class="calm">Leave open what the sentences do not say.</p>
      {form.variables.map((variable) => (
        <Question
          key={variable.name}
          variable={variable}
          value={answers[variable.name] ?? null}
          set={(value) => setAnswers({ ...answers, [variable.name]: value })}
        />
      ))}
      <label>
        Note
        <textarea rows={2} value={note} onInput={(event) => setNote(event.currentTarget.value)} />
      </label>
      <Action k="Enter" kind="main" label="Keep my answers" run={() => void keep()} />
    </aside>
  );
}

type Asked = { variable: Variable; value: string | number | null; set: (value: string | number | null) => void };

function Question({ variable, value, set }: Asked) {
  const { label, choices, level } = variable;
  if (choices) {
    return (
      <label>
        {label}
        <select value={value ?? ''} onChange={(event) => set(event.currentTarget.value || null)}>
          <option value="">not said</option>
          {choices.map((choice) => (
            <option key={choice} value={choice}>
              {plain(choice)}
            </option>
          ))}
        </select>
      </label>
    );
  }
  if (level === 'ratio') {
    return (
      <label>
        {label}
        <input
          type="number"
          min={0}
          value={value ?? ''}
          onInput={(event) => set(event.currentTarget.value === '' ? null : Number(event.currentTarget.value))}
        />
      </label>
    );
  }
  return (
    <label>
      {label}
      <input
        type="text"
        placeholder={level === 'interval' ? '2024-08-26, 2024-08 or 2024' : ''}
        value={value ?? ''}
        onInput={(event) => set(event.currentTarget.value || null)}
      />
    </label>
  );
}
