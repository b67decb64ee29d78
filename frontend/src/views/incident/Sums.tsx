import type { Check, IncidentPage } from '../../api/types';
import { count } from '../../parts/words';
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
          <Sum key={check.text} check={check} page={page} />
        ))}
      </ul>
    </section>
  );
}

function Sum({ check, page }: { check: Check; page: IncidentPage }) {
  const own = check.claims.filter((claim) => page.claims[claim]);
  const others = check.claims.length - own.length;
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
        {own.map((claim) => (
          <button key={claim} type="button" class="more" onClick={() => choose(claim)} dir="auto">
            {page.claims[claim]?.words}
          </button>
        ))}
        {others > 0 && <span>{count(others, 'claim')} of another incident</span>}
      </span>
    </li>
  );
}
