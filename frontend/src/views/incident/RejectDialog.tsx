import type { Decision, IncidentPage } from '../../api/types';
import { LivePreview } from '../../parts/PreviewTable';
import { count } from '../../parts/words';
import { go } from '../../state/place';
import { WhyDialog } from '../WhyDialog';

/** This did not happen, or is nothing to be counted: all claims that are told of it count for nothing. */
export function RejectDialog({ page, close }: { page: IncidentPage; close: () => void }) {
  const { row } = page;
  const decision: Decision = { verdict: 'reject', subject: row.id, seen: page.basis };
  return (
    <WhyDialog
      about="incident"
      title={`Reject: ${row.title}`}
      label="Reject incident"
      decision={decision}
      told={`Rejected: ${row.title}`}
      close={close}
      after={(incidents) => (incidents.includes(row.id) ? undefined : go('/'))}
      wide
    >
      <p>
        {count(row.claims, 'claim')} would count for nothing, now and whenever their reports are read again. They stay
        in their reports, marked as rejected, and undo brings the incident back.
        {row.sites > 0 && ` Its ${count(row.sites, 'site')} stay: they are incidents of their own.`}
      </p>
      <LivePreview decision={decision} />
    </WhyDialog>
  );
}
