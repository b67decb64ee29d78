import { useState } from 'preact/hooks';
import { desk } from '../state/desk';
import { useKey } from '../state/keys';

export type Why = { reasons: string[]; note: string };

/** Reason codes, by number, and a note. Gives what has been said, and the fields. */
export function useWhy(): { why: Why; fields: preact.JSX.Element; clear: () => void } {
  const [why, setWhy] = useState<Why>({ reasons: [], note: '' });
  const clear = () => setWhy({ reasons: [], note: '' });
  return { why, clear, fields: <Fields why={why} set={setWhy} /> };
}

function Fields({ why, set }: { why: Why; set: (why: Why) => void }) {
  const reasons = desk.value?.words.reasons ?? [];
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
            label={reason.label}
            on={why.reasons.includes(reason.value)}
            toggle={() => toggle(reason.value)}
          />
        ))}
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
