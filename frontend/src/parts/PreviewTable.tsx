import { useEffect, useState } from 'preact/hooks';
import { DeskError, post } from '../api/client';
import type { Bounds, Decision, Preview } from '../api/types';
import { Range } from './Figure';
import { capital, count, days, victimsLabel, where } from './words';

/** What a decision would change, asked of the server, which changes nothing. */
export function usePreview(decision: Decision | null): { preview: Preview | null; fault: DeskError | null } {
  const [state, setState] = useState<{ preview: Preview | null; fault: DeskError | null }>({
    preview: null,
    fault: null,
  });
  const body = decision === null ? null : JSON.stringify(decision);
  useEffect(() => {
    if (body === null) return setState({ preview: null, fault: null });
    let gone = false;
    const wait = window.setTimeout(() => {
      post<Preview>('/api/preview', JSON.parse(body))
        .then((preview) => !gone && setState({ preview, fault: null }))
        .catch((error: unknown) => {
          if (!(error instanceof DeskError)) throw error;
          if (!gone) setState({ preview: null, fault: error });
        });
    }, 250);
    return () => {
      gone = true;
      window.clearTimeout(wait);
    };
  }, [body]);
  return state;
}

function Cell({ bounds }: { bounds: Bounds | null }) {
  return <td class="num">{bounds ? <Range of={bounds} /> : <span class="none">none</span>}</td>;
}

function told({ before, after }: Preview): string {
  if (after.length === 0) return `${count(before.length, 'incident')} would be gone`;
  if (before.length === after.length) return `${count(before.length, 'incident')} would change`;
  return `${count(before.length, 'incident')} would become ${count(after.length, 'incident')}`;
}

/** Which figures move, and what the incidents become. */
export function PreviewTable({ preview }: { preview: Preview }) {
  return (
    <section class="preview" aria-label="What would change">
      <h3>{told(preview)}</h3>
      <ul class="rows">
        {preview.after.map((effect) => (
          <li key={effect.id}>
            <b dir="auto">{effect.title}</b>
            <span class="aside">
              {days(effect.start, null)} · {where(effect.place)} · {effect.status} · {count(effect.reports, 'report')}
            </span>
          </li>
        ))}
      </ul>
      {preview.moves.length === 0 ? (
        <p class="calm">No figure would change.</p>
      ) : (
        <table class="moves">
          <caption>Figures, all these incidents together</caption>
          <thead>
            <tr>
              <th scope="col">Figure</th>
              <th scope="col" class="num">
                Now
              </th>
              <th scope="col" class="num">
                Then
              </th>
            </tr>
          </thead>
          <tbody>
            {preview.moves.map((move) => (
              <tr key={`${move.harm} ${move.victims}`}>
                <th scope="row">
                  {capital(move.harm)}, {victimsLabel(move.victims)}
                </th>
                <Cell bounds={move.before} />
                <Cell bounds={move.after} />
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

/** The preview of a decision under way. */
export function LivePreview({ decision }: { decision: Decision | null }) {
  const { preview, fault } = usePreview(decision);
  if (fault) {
    return (
      <p class="fault" role="alert">
        <b>{fault.what}</b> {fault.next}
      </p>
    );
  }
  return preview ? <PreviewTable preview={preview} /> : null;
}
