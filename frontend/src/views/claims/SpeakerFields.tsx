import { useId } from 'preact/hooks';
import type { Claim } from '../../api/types';
import { desk } from '../../state/desk';
import { Pick } from './FigureFields';

export type SpeakerWords = { name: string; kind: string };

type Props = { words: SpeakerWords; near: string[]; set: (words: SpeakerWords) => void };

/** Who says it: a name as the report has it, or nothing for the outlet's own voice; and what kind of speaker. */
export function SpeakerFields({ words, near, set }: Props) {
  const id = useId();
  const kinds = desk.value?.words.speaker_kinds ?? [];
  return (
    <div class="fields speaker">
      <label class="wide">
        Speaker
        <input
          type="text"
          list={id}
          maxLength={200}
          placeholder="the outlet itself"
          value={words.name}
          onInput={(event) => set({ ...words, name: event.currentTarget.value })}
        />
      </label>
      <datalist id={id}>
        {near.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      {words.name.trim() !== '' && (
        <Pick label="Kind of speaker" value={words.kind} of={kinds} set={(kind) => set({ ...words, kind })} />
      )}
    </div>
  );
}

export function speakerOf(claim: Claim): SpeakerWords {
  return { name: claim.speaker?.name ?? '', kind: claim.speaker?.kind ?? 'unknown' };
}

/** What to send where the speaker differs: nothing, the outlet itself (null), or a name with its kind. */
export function speakerChange(claim: Claim, words: SpeakerWords): { speaker?: SpeakerWords | null } {
  const was = speakerOf(claim);
  const name = words.name.trim();
  if (name === was.name && (name === '' || words.kind === was.kind)) return {};
  return { speaker: name === '' ? null : { name, kind: words.kind } };
}

/** The speakers that other claims of the same report have, for choosing. */
export function speakersNear(claims: Iterable<Claim>, report: string): string[] {
  const names = [...claims].filter((each) => each.report === report).map((each) => each.speaker?.name ?? '');
  return [...new Set(names)].filter((name) => name !== '').sort();
}
