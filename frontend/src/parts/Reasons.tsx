import { useState } from 'preact/hooks';
import { desk } from '../state/desk';
import { useKey } from '../state/keys';

export type Why = { reasons: string[]; note: string };

export type About = 'claim' | 'pair' | 'incident';

/** The codes that fit what is decided come first; all others stay at hand. */
const FITTING: Record<About, string[]> = {
  claim: [
    'wrong-number',
    'wrong-harm',
    'wrong-victims',
    'wrong-speaker',
    'wrong-incident',
    'superseded',
    'implausible',
    'missed',
  ],
  pair: ['duplicate', 'wrong-place', 'wrong-date', 'part-of-wave', 'source'],
  incident: ['wrong-place', 'wrong-date', 'not-violence', 'duplicate', 'wrong-incident', 'part-of-wave', 'source'],
};

/** Reason codes, by number, and a note. Gives what has been said, and the fields. */
export function useWhy(about: About): { why: Why; fields: preact.JSX.Element; clear: () => void } {
  const [why, setWhy] = useState<Why>({ reasons: [], note: '' });
  const clear = () => setWhy({ reasons: [], note: '' });
  return { why, clear, fields: <Fields about={about} why={why} set={setWhy} /> };
}

function Fields({ about, why, set }: { about: About; why: Why; set: (why: Why) => void }) {
  const [all, setAll] = useState(false);
  const known = desk.value?.words.reasons ?? [];
  const fitting = known.filter((reason) => FITTING[about].includes(reason.value));
  const reasons = [...fitting, ...(all ? known.filter((reason) => !fitting.includes(reason)) : [])];
  const toggle = (code: string) => {
    const now = why.reasons;
    set({ ...why, reasons: now.includes(code) ? now.filter((each) => each !== code) : [...now, code] });
  };
  return (
    <div class="why-fields">
      <fieldset>
        <legend>Reasons</legend>
        {reasons.map((reason, at) => (
          <Reason
            key={reason.value}
            k={at < 9 ? String(at + 1) : null}
            label={reason.label.replace(/\.$/, '')}
            on={why.reasons.includes(reason.value)}
            toggle={() => toggle(reason.value)}
          />
        ))}
        {!all && known.length > fitting.length && (
          <button type="button" class="more" onClick={() => setAll(true)}>
            Other reasons
          </button>
        )}
      </fieldset>
      <label>
        Note
        <textarea
          rows={2}
          value={why.note}
          maxLength={2000}
          onInput={(event) => set({ ...why, note: event.currentTarget.value })}
        />
      </label>
    </div>
  );
}

function Reason({ k, label, on, toggle }: { k: string | null; label: string; on: boolean; toggle: () => void }) {
  useKey(k, `Reason: ${label}`, toggle);
  return (
    <label class={on ? 'reason on' : 'reason'}>
      <input type="checkbox" checked={on} onChange={toggle} />
      {label}
      {k && <kbd aria-hidden="true">{k}</kbd>}
    </label>
  );
}
