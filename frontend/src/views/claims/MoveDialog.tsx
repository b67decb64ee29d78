import { useState } from 'preact/hooks';
import type { Claim, Decision, Row } from '../../api/types';
import { Dialog } from '../../parts/Dialog';
import { IncidentPicker } from '../../parts/IncidentPicker';
import { LivePreview } from '../../parts/PreviewTable';
import { WhyDialog } from '../WhyDialog';

/** Give a claim to another incident. */
export function MoveDialog({ claim, from, close }: { claim: Claim; from: string | null; close: () => void }) {
  const [to, setTo] = useState<Row | null>(null);
  if (!to) {
    return (
      <Dialog title={`Move: ${claim.says}`} close={close}>
        <IncidentPicker except={from ? [from] : []} choose={setTo} />
      </Dialog>
    );
  }
  const decision: Decision = { verdict: 'move', subject: claim.id, other: to.id };
  return (
    <WhyDialog
      about="claim"
      title={`Move to: ${to.title}`}
      label="Move"
      decision={decision}
      told={`Moved to ${to.title}`}
      close={close}
      wide
    >
      <LivePreview decision={decision} />
    </WhyDialog>
  );
}
