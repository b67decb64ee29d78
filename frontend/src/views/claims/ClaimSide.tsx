import type { Claim, IncidentPage } from '../../api/types';
import { Action } from '../../parts/Action';
import { ReviewChip } from '../../parts/Chip';
import { day } from '../../parts/words';
import { useKey } from '../../state/keys';
import { ClaimActions } from './ClaimActions';
import { voice } from './ClaimLine';
import { choose } from './choose';
import { Quote } from './Quote';

/** The claim behind a figure: its sentence, its speaker, and what can be decided of it. */
export function ClaimSide({ claim, page }: { claim: Claim; page: IncidentPage }) {
  const all = inOrder(page);
  const at = all.findIndex((each) => each.id === claim.id);
  const step = (by: number) => {
    const next = all[at + by];
    if (next) choose(next.id);
  };
  useKey('j', 'Next claim', () => step(1));
  useKey('k', 'Claim before', () => step(-1));
  return (
    <aside class="side" aria-label="The claim and its sentence">
      <header>
        <span class="place-in">
          Claim {at + 1} of {all.length}
        </span>
        <Action k="Escape" kind="quiet" label="Close" run={() => choose(null)} />
      </header>
      <h2 dir="auto">{claim.says}</h2>
      <ReviewChip review={claim.review} />
      <Quote claim={claim} context />
      <Attribution claim={claim} />
      {claim.notes.length > 0 && <p class="notes-of">{claim.notes.join(' · ')}</p>}
      <ClaimActions claim={claim} incident={page.row.id} seen={page.basis} after={() => step(1)} beside={all} />
      <p>
        <a href={`/reports/${claim.report}?claim=${claim.id}`}>Read it in the whole report</a>
      </p>
    </aside>
  );
}

/** The way the words came: who said it, which outlet printed it, which others carried the same words. */
export function Attribution({ claim }: { claim: Claim }) {
  return (
    <ol class="chain" aria-label="Who says it">
      <li>
        <small>said by</small> <span dir="auto">{voice(claim)}</span>
      </li>
      <li>
        <small>printed by</small> {claim.outlet ?? claim.path}, {day(claim.published)}
      </li>
      {claim.copies.length > 0 && (
        <li>
          <small>carried word for word by</small> {claim.copies.join(', ')}
        </li>
      )}
    </ol>
  );
}

/** The incident's claims by date, report and place in the text. */
export function inOrder(page: IncidentPage): Claim[] {
  const key = (claim: Claim) => `${claim.published ?? '9999'} ${claim.path}`;
  return Object.values(page.claims).sort((a, b) => key(a).localeCompare(key(b)) || a.start - b.start);
}
