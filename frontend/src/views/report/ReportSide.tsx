import type { Claim, ReportPage } from '../../api/types';
import { ReviewChip } from '../../parts/Chip';
import { Empty } from '../../parts/State';
import { count, plain } from '../../parts/words';
import { ClaimActions } from '../claims/ClaimActions';
import { voice } from '../claims/ClaimLine';
import { Attribution } from '../claims/ClaimSide';
import { choose } from '../claims/choose';
import { Decided } from '../incident/Decided';

/** The claims of the report in the order of the text; the chosen one with its speaker and what can be decided. */
export function ReportSide({ page, claims, chosen }: { page: ReportPage; claims: Claim[]; chosen: Claim | null }) {
  return (
    <aside class="side claims-side" aria-label="Claims of this report">
      <header>
        <h2>{count(claims.length, 'claim')}</h2>
        <span class="calm">j and k move</span>
      </header>
      {claims.length === 0 && (
        <Empty>Nothing was read from this report. Select words in the text to add a claim.</Empty>
      )}
      <ol class="claims">
        {claims.map((claim) => (
          <li key={claim.id} class={claim === chosen ? 'claim-line chosen' : 'claim-line'}>
            <button
              type="button"
              aria-pressed={claim === chosen}
              onClick={() => choose(claim === chosen ? null : claim.id)}
            >
              <small class="kind">{plain(claim.kind)}</small>
              <b dir="auto">{claim.says}</b>
              <span class="by" dir="auto">
                {voice(claim)}
              </span>
            </button>
            <ReviewChip review={claim.review} />
            {claim === chosen && <Chosen claim={claim} page={page} />}
          </li>
        ))}
      </ol>
      <Decided entries={page.judgements} />
    </aside>
  );
}

function Chosen({ claim, page }: { claim: Claim; page: ReportPage }) {
  const incident = page.local.find((each) => each.key === claim.local);
  const confidence = claim.confidence === null ? '' : `, sure to ${Math.round(claim.confidence * 100)} %`;
  return (
    <div class="chosen-claim">
      <Attribution claim={claim} />
      {claim.notes.length > 0 && <p class="notes-of">{claim.notes.join(' · ')}</p>}
      <p class="calm">
        read by {claim.reader}
        {confidence}
        {incident?.incident && (
          <>
            {' · '}
            <a href={`/incidents/${incident.incident}?claim=${claim.id}`} dir="auto">
              {incident.title}
            </a>
          </>
        )}
      </p>
      <ClaimActions claim={claim} incident={incident?.incident ?? null} beside={page.claims} />
    </div>
  );
}
