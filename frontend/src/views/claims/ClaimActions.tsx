import { useState } from 'preact/hooks';
import type { Claim } from '../../api/types';
import { Action } from '../../parts/Action';
import { busy, decide } from '../../state/decide';
import { mayDecide } from '../../state/desk';
import { WhyDialog } from '../WhyDialog';
import { FixDialog } from './FixDialog';
import { MoveDialog } from './MoveDialog';

type Props = { claim: Claim; incident: string | null; seen?: string; after?: () => void; beside?: Claim[] };

/** Accept, fix, reject or move a claim. */
export function ClaimActions({ claim, incident, seen, after, beside = [] }: Props) {
  const [open, setOpen] = useState<'fix' | 'reject' | 'move' | null>(null);
  if (!mayDecide.value) return null;
  const basis = seen === undefined ? {} : { seen };
  const close = () => setOpen(null);
  const accept = async () => {
    if (await decide({ verdict: 'accept', subject: claim.id, ...basis }, `Accepted: ${claim.says}`)) after?.();
  };
  return (
    <div class="actions" role="group" aria-label="Decide on this claim">
      <Action k="a" kind="main" label="Accept" disabled={busy.value} run={() => void accept()} />
      <Action k="f" label="Fix" disabled={busy.value} run={() => setOpen('fix')} />
      <Action k="r" label="Reject" disabled={busy.value} run={() => setOpen('reject')} />
      {incident && <Action k="m" label="Move" disabled={busy.value} run={() => setOpen('move')} />}
      {open === 'fix' && <FixDialog claim={claim} beside={beside} seen={seen} close={close} />}
      {open === 'move' && <MoveDialog claim={claim} from={incident} close={close} />}
      {open === 'reject' && (
        <WhyDialog
          about="claim"
          title={`Reject: ${claim.says}`}
          label="Reject"
          decision={{ verdict: 'reject', subject: claim.id, ...basis }}
          told={`Rejected: ${claim.says}`}
          close={close}
          {...(after ? { after } : {})}
        />
      )}
    </div>
  );
}
