import type { Check, IncidentPage } from '../../api/types';
import { choose } from '../claims/choose';

/** What contradicts itself, named. */
export function Contradictions({ page }: { page: IncidentPage }) {
  if (page.contradictions.length === 0) return null;
  return (
    <section class="contradictions">
      <h2>Contradictory</h2>
      <ul>
        {page.contradictions.map((text) => (
          <li key={text} dir="auto">
            {text}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The sums that were tried, and whether they hold. */
export function Sums({ page }: { page: IncidentPage }) {
  if (page.checks.length === 0) return null;
  return (
    <section>
      <h2>Arithmetic</h2>
      <ul class="sums">
        {page.checks.map((check) => (
          <Sum key={check.text} check={check} />
        ))}
      </ul>
    </section>
  );
}

function Sum({ check }: { check: Check }) {
  return (
    <li class={check.holds ? 'holds' : 'fails'}>
      <span class="verdict">
        <span aria-hidden="true">{check.holds ? '✓' : '✕'}</span> {check.holds ? 'holds' : 'does not hold'}
      </span>
      <b class="equation">{check.text}</b>
      <span class="of" dir="auto">
        {check.why}
      </span>
      <span class="from">
        {check.claims.map((claim, at) => (
          <button key={claim} type="button" class="more" onClick={() => choose(claim)}>
            claim {at + 1}
          </button>
        ))}
      </span>
    </li>
  );
}
