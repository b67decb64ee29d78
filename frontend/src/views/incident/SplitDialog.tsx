import { useState } from 'preact/hooks';
import type { Decision, IncidentPage } from '../../api/types';
import { LivePreview } from '../../parts/PreviewTable';
import { count, day } from '../../parts/words';
import { WhyDialog } from '../WhyDialog';

/** Choose the reports that tell of something else; they leave together. */
export function SplitDialog({ page, close }: { page: IncidentPage; close: () => void }) {
  const [leaving, setLeaving] = useState<string[]>([]);
  const decision: Decision = {
    verdict: 'split',
    subject: page.row.id,
    change: { reports: leaving.flatMap((id) => withCopies(page, id)) },
    seen: page.basis,
  };
  const sensible = leaving.length > 0 && leaving.length < page.sources.length;
  const toggle = (id: string) =>
    setLeaving(leaving.includes(id) ? leaving.filter((each) => each !== id) : [...leaving, id]);
  return (
    <WhyDialog
      about="incident"
      title={`Split: ${page.row.title}`}
      label="Split"
      decision={decision}
      told="Split in two"
      close={close}
      wide
    >
      <fieldset class="choices">
        <legend>Reports that tell of another incident</legend>
        {page.sources.map((source) => (
          <label key={source.report} class={leaving.includes(source.report) ? 'reason on' : 'reason'}>
            <input type="checkbox" checked={leaving.includes(source.report)} onChange={() => toggle(source.report)} />
            <span dir="auto">{source.outlet ?? source.path}</span>
            <small>
              {day(source.published)}, {count(source.claims, 'claim')}
              {source.copies.length > 0 && ` and ${count(source.copies.length, 'copy', 'copies')}`}
            </small>
          </label>
        ))}
      </fieldset>
      {sensible ? <LivePreview decision={decision} /> : <p class="calm">Choose some of them, not all.</p>}
    </WhyDialog>
  );
}

/** Copies of a report go where it goes. */
function withCopies(page: IncidentPage, id: string): string[] {
  const source = page.sources.find((each) => each.report === id);
  return [id, ...(source?.copies.map((copy) => copy.report) ?? [])];
}
