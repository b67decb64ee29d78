import { capital, plain } from '../../parts/words';
import { desk } from '../../state/desk';

export type FigureWords = {
  harm: string;
  victims: string;
  low: number | null;
  high: number | null;
  qualifier: string;
  scope: string;
};

type Props = { words: FigureWords; set: (words: FigureWords) => void };

/** The fields of a figure; an open end is left empty. */
export function FigureFields({ words, set }: Props) {
  const known = desk.value?.words;
  if (!known) return null;
  return (
    <div class="fields">
      <Bound label="Low" value={words.low} set={(low) => set({ ...words, low })} first />
      <Bound label="High" value={words.high} set={(high) => set({ ...words, high })} />
      <Pick
        label="Qualifier"
        value={words.qualifier}
        of={known.qualifiers}
        set={(qualifier) => set({ ...words, qualifier })}
      />
      <Pick label="Harm" value={words.harm} of={known.harms} set={(harm) => set({ ...words, harm })} />
      <label>
        Victims
        <select value={words.victims} onChange={(event) => set({ ...words, victims: event.currentTarget.value })}>
          {known.victims.map((each) => (
            <option key={each.value} value={each.value}>
              {capital(each.label)}
            </option>
          ))}
        </select>
      </label>
      <Pick label="Covers" value={words.scope} of={known.scopes} set={(scope) => set({ ...words, scope })} />
    </div>
  );
}

function Bound(props: { label: string; value: number | null; set: (value: number | null) => void; first?: boolean }) {
  return (
    <label>
      {props.label}
      <input
        type="number"
        data-first={props.first}
        min={0}
        step={1}
        placeholder="open"
        value={props.value ?? ''}
        onInput={(event) => props.set(event.currentTarget.value === '' ? null : Number(event.currentTarget.value))}
      />
    </label>
  );
}

export function Pick(props: { label: string; value: string; of: string[]; set: (value: string) => void }) {
  return (
    <label>
      {props.label}
      <select value={props.value} onChange={(event) => props.set(event.currentTarget.value)}>
        {props.of.map((each) => (
          <option key={each} value={each}>
            {capital(plain(each))}
          </option>
        ))}
      </select>
    </label>
  );
}
