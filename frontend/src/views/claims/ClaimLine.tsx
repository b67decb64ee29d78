import type { Claim } from '../../api/types';
import { ReviewChip } from '../../parts/Chip';
import { day, plain } from '../../parts/words';
import { choose, isChosen } from './choose';

/** A claim in one line: what it says, who says it, where and when; opens beside the page. */
export function ClaimLine({ claim, reason }: { claim: Claim | undefined; reason?: string }) {
  if (!claim) return null;
  return (
    <li class={`claim-line ${isChosen(claim.id) ? 'chosen' : ''}`}>
      <button type="button" onClick={() => choose(claim.id)} aria-pressed={isChosen(claim.id)}>
        <b dir="auto">{claim.says}</b>
        <span class="by" dir="auto">
          {voice(claim)}
        </span>
        <span class="at">
          {claim.outlet ?? claim.path}, {day(claim.published)}
        </span>
      </button>
      <ReviewChip review={claim.review} />
      {claim.notes.map((note) => (
        <small key={note} class="note">
          {note}
        </small>
      ))}
      {reason && (
        <small class="reason-out">
          <span class="unseen">Left out: </span>
          {reason}
        </small>
      )}
    </li>
  );
}

export function voice(claim: Claim): string {
  return claim.speaker ? `${claim.speaker.name} (${plain(claim.speaker.kind)})` : 'the outlet itself';
}
