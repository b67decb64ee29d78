import { useState } from 'preact/hooks';
import { useGet } from '../../api/load';
import type { Decision, IncidentPage, Place } from '../../api/types';
import { LivePreview } from '../../parts/PreviewTable';
import { capital, precisionLabel, where } from '../../parts/words';
import { desk } from '../../state/desk';
import { WhyDialog } from '../WhyDialog';

type Set = {
  start?: string | null;
  end?: string | null;
  place?: Place;
  groups?: string[];
  type?: string;
  status?: string;
};

/** Set what no report says well enough: date, place, groups, type, status. */
export function SetDialog({ page, close }: { page: IncidentPage; close: () => void }) {
  const { row } = page;
  const [change, setChange] = useState<Set>({});
  const put = (more: Set) => setChange({ ...change, ...more });
  const decision: Decision = { verdict: 'set', subject: row.id, change, seen: page.basis };
  const words = desk.value?.words;
  return (
    <WhyDialog
      about="incident"
      title={`Set: ${row.title}`}
      label="Set"
      decision={decision}
      told="Set"
      close={close}
      wide
    >
      <div class="fields">
        <Day label="First day" value={change.start ?? row.start} set={(start) => put({ start })} />
        <Day label="Last day" value={change.end ?? row.end} set={(end) => put({ end })} />
        <Choose label="Type" now={change.type ?? row.type} of={words?.types ?? []} set={(type) => put({ type })} />
        <Choose
          label="Status"
          now={change.status ?? row.status}
          of={words?.statuses ?? []}
          set={(status) => put({ status })}
        />
      </div>
      <PlaceField
        now={change.place ?? row.place}
        country={row.place?.country ?? null}
        set={(place) => put({ place })}
      />
      <Groups now={change.groups ?? row.groups.map((group) => group.value)} set={(groups) => put({ groups })} />
      {Object.keys(change).length > 0 && <LivePreview decision={decision} />}
    </WhyDialog>
  );
}

/** A day, a month or a year: as precise as it is known. */
function Day(props: { label: string; value: string | null; set: (value: string | null) => void }) {
  return (
    <label>
      {props.label}
      <input
        type="text"
        inputMode="numeric"
        placeholder="2024-08-26, 2024-08 or 2024"
        pattern="\d{4}(-\d{2}(-\d{2})?)?"
        value={props.value ?? ''}
        onChange={(event) => props.set(event.currentTarget.value.trim() || null)}
      />
    </label>
  );
}

function Choose(props: { label: string; now: string | null; of: string[]; set: (value: string) => void }) {
  return (
    <label>
      {props.label}
      <select value={props.now ?? ''} onChange={(event) => props.set(event.currentTarget.value)}>
        {props.now === null && <option value="">none</option>}
        {props.of.map((each) => (
          <option key={each} value={each}>
            {capital(each)}
          </option>
        ))}
      </select>
    </label>
  );
}

type Places = { rows: Place[] };

function PlaceField({ now, country, set }: { now: Place | null; country: string | null; set: (place: Place) => void }) {
  const [text, setText] = useState('');
  const words = new URLSearchParams({ find: text, ...(country ? { country } : {}) });
  const found = useGet<Places>(text.trim().length > 1 ? `/api/places?${words}` : null);
  const choose = (place: Place) => {
    set(place);
    setText('');
  };
  return (
    <div class="picker">
      <p>
        Place: <b dir="auto">{where(now)}</b> {now && <small>known to: {precisionLabel(now.precision)}</small>}
      </p>
      <label>
        Another place
        <input type="search" value={text} onInput={(event) => setText(event.currentTarget.value)} />
      </label>
      {text.trim().length > 1 && (
        <ul class="rows">
          {(found.data?.rows ?? []).slice(0, 8).map((place) => (
            <li key={`${place.name} ${place.adm1} ${place.lat}`}>
              <button type="button" class="plain-row" onClick={() => choose(place)}>
                <b dir="auto">{place.name}</b>
                <span class="aside">
                  {where({ ...place, name: '' }).replace(/^, /, '')} · {precisionLabel(place.precision)}
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {now && now.precision !== 'country' && (
        <label>
          Known to
          <select value={now.precision} onChange={(event) => set({ ...now, precision: event.currentTarget.value })}>
            {(desk.value?.words.precisions ?? []).map((each) => (
              <option key={each} value={each}>
                {precisionLabel(each)}
              </option>
            ))}
          </select>
        </label>
      )}
    </div>
  );
}

function Groups({ now, set }: { now: string[]; set: (groups: string[]) => void }) {
  const known = desk.value?.words.groups ?? [];
  const label = (id: string) => known.find((each) => each.value === id)?.label ?? id;
  const add = (text: string) => {
    const found = known.find((each) => each.label.toLowerCase() === text.toLowerCase() || each.value === text);
    if (found && !now.includes(found.value)) set([...now, found.value]);
    return Boolean(found);
  };
  return (
    <div class="picker groups">
      <span>Groups:</span>
      {now.map((id) => (
        <button key={id} type="button" class="word" onClick={() => set(now.filter((each) => each !== id))}>
          {label(id)}
          <span aria-hidden="true" class="x">
            ×
          </span>
          <span class="unseen">: take out</span>
        </button>
      ))}
      <label>
        <span class="unseen">Add a group</span>
        <input
          type="search"
          list="known-groups"
          placeholder="Add a group"
          onChange={(event) => {
            if (add(event.currentTarget.value.trim())) event.currentTarget.value = '';
          }}
        />
      </label>
      <datalist id="known-groups">
        {known.map((each) => (
          <option key={each.value} value={each.label} />
        ))}
      </datalist>
    </div>
  );
}
