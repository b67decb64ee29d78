import type { Comparison, Feature, IncidentPage } from '../../api/types';
import { Action } from '../../parts/Action';
import { StatusChip } from '../../parts/Chip';
import { Range } from '../../parts/Figure';
import { PreviewTable } from '../../parts/PreviewTable';
import { useWhy } from '../../parts/Reasons';
import { capital, count, days, linking, plain, victimsLabel, where } from '../../parts/words';
import { busy, decide } from '../../state/decide';
import { mayDecide } from '../../state/desk';
import { inOrder } from '../claims/ClaimSide';
import { Quote } from '../claims/Quote';

type Props = { comparison: Comparison; after: (incidents: string[]) => void };

/** Both incidents, what makes them alike by feature, and what the figures would be if they were one. */
export function Pair({ comparison, after }: Props) {
  const { a, b, features, preview } = comparison;
  return (
    <div class="pair">
      <div class="two sides">
        <Side page={a} other={b} />
        <Side page={b} other={a} />
      </div>
      <div class="two">
        <Alike comparison={comparison} features={features} />
        <PreviewTable preview={preview} />
      </div>
      <Judge comparison={comparison} after={after} />
    </div>
  );
}

function Judge({ comparison, after }: Props) {
  const { a, b, verdict } = comparison;
  const { why, fields, clear } = useWhy('pair');
  const judge = async (said: string, told: string) => {
    const decision = { verdict: said, subject: a.row.id, other: b.row.id, ...why };
    const changed = await decide(decision, told);
    if (!changed) return;
    clear();
    after(changed);
  };
  if (!mayDecide.value) return null;
  return (
    <section class="judge" aria-label="Judge this pair">
      {verdict && <p class="calm">Judged {verdict} before; a new judgement replaces it.</p>}
      {fields}
      <div class="actions">
        <Action k="s" kind="main" label="Same" disabled={busy.value} run={() => void judge('same', 'Merged')} />
        <Action k="d" label="Different" disabled={busy.value} run={() => void judge('different', 'Kept apart')} />
        <Action k="u" label="Unsure" disabled={busy.value} run={() => void judge('unsure', 'Marked as unsure')} />
      </div>
    </section>
  );
}

function Side({ page, other }: { page: IncidentPage; other: IncidentPage }) {
  const { row } = page;
  const differs = (one: string, two: string) => (one === two ? '' : 'differs');
  return (
    <section class="pair-side">
      <h2 dir="auto">
        <a href={`/incidents/${row.id}`}>{row.title}</a>
      </h2>
      <StatusChip status={row.status} />
      <dl class="facts">
        <div class={differs(days(row.start, row.end), days(other.row.start, other.row.end))}>
          <dt>When</dt>
          <dd>{days(row.start, row.end)}</dd>
        </div>
        <div class={differs(where(row.place), where(other.row.place))}>
          <dt>Where</dt>
          <dd dir="auto">{where(row.place)}</dd>
        </div>
        <div class={differs(row.type ?? '', other.row.type ?? '')}>
          <dt>What</dt>
          <dd>{row.type ?? 'no type'}</dd>
        </div>
        <div>
          <dt>Groups</dt>
          <dd>{row.groups.map((group) => group.label).join(', ') || 'none named'}</dd>
        </div>
        <div>
          <dt>Sources</dt>
          <dd>
            {count(row.reports, 'report')}, {count(page.voices, 'voice')}
          </dd>
        </div>
        {row.tolls.map((toll) => (
          <div key={`${toll.harm} ${toll.victims}`}>
            <dt>
              {capital(toll.harm)}, {victimsLabel(toll.victims)}
            </dt>
            <dd>
              <Range of={toll} />
            </dd>
          </div>
        ))}
      </dl>
      <details>
        <summary>{count(Object.keys(page.claims).length, 'claim')} in their sentences</summary>
        {inOrder(page)
          .slice(0, 12)
          .map((claim) => (
            <Quote key={claim.id} claim={claim} />
          ))}
      </details>
    </section>
  );
}

function Alike({ comparison, features }: { comparison: Comparison; features: Feature[] }) {
  return (
    <section class="alike">
      <h3>What speaks for and against</h3>
      <p class="calm">
        {comparison.value !== null && `sum ${signed(comparison.value)}; `}
        {linking(comparison)}
      </p>
      <table>
        <caption class="unseen">What speaks for and against, by feature</caption>
        <tbody>
          {features.map((feature) => (
            <tr key={feature.name}>
              <th scope="row">
                {capital(plain(feature.name))}
                <small>{feature.says}</small>
              </th>
              <td class="num">{feature.weight === null ? '–' : signed(feature.weight)}</td>
              <td class="drawn">
                <Weight weight={feature.weight} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function signed(value: number): string {
  const shown = (Math.round(value * 10) / 10).toFixed(1);
  return value > 0 ? `+${shown}` : shown.replace('-', '−');
}

const HALF = 44;

/** A bar to the right speaks for the same, to the left against. */
function Weight({ weight }: { weight: number | null }) {
  if (weight === null) return null;
  const length = Math.min(HALF, Math.abs(weight) * 11);
  const words = weight > 0 ? 'for' : weight < 0 ? 'against' : 'neither';
  return (
    <span class="weight">
      <svg width={2 * HALF} height="10" viewBox={`0 0 ${2 * HALF} 10`} aria-hidden="true">
        <line x1={HALF} x2={HALF} y1="0" y2="10" class="ground" />
        <rect class={words} x={weight < 0 ? HALF - length : HALF} y="2" width={length} height="6" />
      </svg>
      <small>{words}</small>
    </span>
  );
}
