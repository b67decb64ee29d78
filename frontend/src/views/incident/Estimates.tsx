import type { EstimateRow, IncidentPage, PolicyEstimate } from '../../api/types';
import { Range, Scale, Whisker } from '../../parts/Figure';
import { capital, victimsLabel } from '../../parts/words';
import { desk } from '../../state/desk';
import { query, setQuery } from '../../state/place';
import { ClaimLine } from '../claims/ClaimLine';

/** Every estimate under every policy, side by side; each opens why it is so. */
export function Estimates({ page }: { page: IncidentPage }) {
  if (page.estimates.length === 0) {
    return (
      <section>
        <h2>Who was harmed</h2>
        <p class="empty">No report gives a figure for this incident.</p>
      </section>
    );
  }
  const own = desk.value?.policy ?? page.policies[0] ?? '';
  const top = Math.max(10, ...page.estimates.map((row) => row.policies[own]?.high ?? row.policies[own]?.best ?? 0));
  const open = asked(page, own);
  return (
    <section class="estimates-section">
      <h2>Who was harmed</h2>
      <p class="lead">
        Low – <b>best</b> – high, under each published rule. Choose a figure to read why.
      </p>
      <div class="scrolled" tabIndex={0} role="group" aria-label="Estimates under each policy">
        <table class="estimates">
          <thead>
            <tr>
              <th scope="col">Harm</th>
              <th scope="col" class="drawn">
                <Scale top={top} />
              </th>
              {page.policies.map((policy) => (
                <th key={policy} scope="col" class={policy === own ? 'own' : ''}>
                  {policy}
                  {policy === own && <small>in use</small>}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {page.estimates.map((row) => (
              <EstimateLine
                key={`${row.harm} ${row.victims}`}
                row={row}
                policies={page.policies}
                own={own}
                top={top}
                open={open}
              />
            ))}
          </tbody>
        </table>
      </div>
      {open && <Why page={page} row={open.row} policy={open.policy} />}
    </section>
  );
}

type Open = { row: EstimateRow; policy: string };

/** Which estimate the address asks about; the first where it names none. */
function asked(page: IncidentPage, own: string): Open | null {
  const [harm, victims, policy] = (query.value.get('why') ?? '').split('.');
  const row = page.estimates.find((each) => each.harm === harm && each.victims === victims) ?? page.estimates[0];
  if (!row) return null;
  const known = policy && row.policies[policy] ? policy : own;
  return { row, policy: known };
}

function EstimateLine(props: { row: EstimateRow; policies: string[]; own: string; top: number; open: Open | null }) {
  const { row, policies, own, top, open } = props;
  const estimate = row.policies[own];
  return (
    <tr>
      <th scope="row">
        {capital(row.harm)}
        <small>{victimsLabel(row.victims)}</small>
      </th>
      <td class="drawn">{estimate && <Whisker of={estimate} top={top} />}</td>
      {policies.map((policy) => {
        const under = row.policies[policy];
        const on = open?.row === row && open.policy === policy;
        return (
          <td key={policy} class={policy === own ? 'own' : ''}>
            {under ? (
              <button
                type="button"
                class={on ? 'figure on' : 'figure'}
                aria-pressed={on}
                onClick={() => setQuery({ why: `${row.harm}.${row.victims}.${policy}` }, { replace: true })}
              >
                <Range of={under} />
              </button>
            ) : (
              <span class="none">
                –<span class="unseen"> no estimate</span>
              </span>
            )}
          </td>
        );
      })}
    </tr>
  );
}

function Why({ page, row, policy }: { page: IncidentPage; row: EstimateRow; policy: string }) {
  const estimate = row.policies[policy];
  if (!estimate) return null;
  return (
    <div class="why" aria-live="polite">
      <h3>
        Why <Range of={estimate} /> {row.harm}, {victimsLabel(row.victims)}, under {policy}
      </h3>
      <p dir="auto">{estimate.why}</p>
      {(estimate.notes ?? []).map((note) => (
        <p key={note} class="note">
          {note}
        </p>
      ))}
      <Claims page={page} estimate={estimate} />
    </div>
  );
}

function Claims({ page, estimate }: { page: IncidentPage; estimate: PolicyEstimate }) {
  return (
    <div class="two">
      <section>
        <h4>Used</h4>
        <ul class="claims">
          {estimate.used.map((id) => (
            <ClaimLine key={id} claim={page.claims[id]} />
          ))}
        </ul>
      </section>
      <section>
        <h4>Left out</h4>
        {estimate.left_out.length === 0 && <p class="empty">Nothing.</p>}
        <ul class="claims">
          {estimate.left_out.map((each) => (
            <ClaimLine key={each.claim} claim={page.claims[each.claim]} reason={each.reason} />
          ))}
        </ul>
      </section>
    </div>
  );
}
