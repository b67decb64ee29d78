import type { Claim } from '../../api/types';
import { Action } from '../../parts/Action';
import { decide } from '../../state/decide';
import type { Picked } from './selection';

type Props = { picked: Picked; chosen: Claim | null; add: (picked: Picked) => void };

/** What can be done with selected words: a claim that the reader missed, or the right span of one it found. */
export function Selecting({ picked, chosen, add }: Props) {
  const adjust = () =>
    chosen &&
    void decide(
      { verdict: 'fix', subject: chosen.id, change: { start: picked.start, end: picked.end } },
      `Moved the words of: ${chosen.says}`,
    );
  const name = () =>
    chosen &&
    void decide(
      {
        verdict: 'fix',
        subject: chosen.id,
        change: { speaker: { name: picked.words.trim(), kind: chosen.speaker?.kind ?? 'unknown' } },
      },
      `Named who says: ${chosen.says}`,
    );
  return (
    <div class="selecting" role="group" aria-label="With the selected words">
      <q dir="auto">{picked.words.length > 60 ? `${picked.words.slice(0, 57)}…` : picked.words}</q>
      <Action k="+" kind="main" label="Add as a claim" run={() => add(picked)} />
      {chosen && <Action k="w" label="These are the chosen claim’s words" run={adjust} />}
      {chosen && <Action k="s" label="These words say who says it" run={name} />}
    </div>
  );
}
