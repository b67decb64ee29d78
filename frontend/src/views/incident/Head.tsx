import { useState } from 'preact/hooks';
import type { IncidentPage } from '../../api/types';
import { Action } from '../../parts/Action';
import { DisagreementChip, ReviewChip, StatusChip } from '../../parts/Chip';
import { count, days, precisionLabel, where } from '../../parts/words';
import { isCoarse } from '../../state/care';
import { busy, decide } from '../../state/decide';
import { mayDecide } from '../../state/desk';
import { WhyDialog } from '../WhyDialog';
import { RejectDialog } from './RejectDialog';
import { SetDialog } from './SetDialog';
import { SplitDialog } from './SplitDialog';

export function Head({ page }: { page: IncidentPage }) {
  const { row, incident } = page;
  return (
    <header class="head">
      <p class="crumb">
        <a href="/">Incidents</a>
        {page.wave && (
          <>
            {' / '}
            <a href={`/incidents/${page.wave.id}`} dir="auto">
              {page.wave.title}
            </a>
          </>
        )}
      </p>
      <h1 dir="auto">{row.title}</h1>
      <p class="chips">
        <StatusChip status={row.status} />
        <DisagreementChip disagreement={row.disagreement} />
        <ReviewChip review={row.review} />
        {row.background && <span class="chip calm">told as background</span>}
      </p>
      <dl class="facts">
        <Fact name="When">
          {days(row.start, row.end)}
          {row.date_inferred && ' (inferred)'}
          {incident.date_why && <small>{incident.date_why}</small>}
        </Fact>
        <Fact name="Where">
          <span dir="auto">{where(row.place)}</span>
          <small>{coordinates(page)}</small>
        </Fact>
        <Fact name="What">{row.type ?? 'no type'}</Fact>
        <Fact name="Groups">{row.groups.map((group) => group.label).join(', ') || 'none named'}</Fact>
        <Fact name="Sources">
          {count(row.reports, 'report')}, {count(page.voices, 'independent voice')}
          <small>{count(row.claims, 'claim')}</small>
        </Fact>
      </dl>
      <Actions page={page} />
    </header>
  );
}

function Fact({ name, children }: { name: string; children: preact.ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function coordinates(page: IncidentPage): string {
  const place = page.row.place;
  if (!place || place.lat === null || place.lon === null)
    return place ? `known to: ${precisionLabel(place.precision)}` : '';
  const to = (degrees: number) => (isCoarse.value ? (Math.round(degrees * 2) / 2).toFixed(1) : degrees.toFixed(3));
  return `${to(place.lat)}, ${to(place.lon)} (${isCoarse.value ? 'to half a degree' : precisionLabel(place.precision)})`;
}

type Open = 'set' | 'split' | 'note' | 'reject' | null;

function Actions({ page }: { page: IncidentPage }) {
  const [open, setOpen] = useState<Open>(null);
  const { row } = page;
  const close = () => setOpen(null);
  const report = `/api/incidents/${row.id}.html#${row.id}`;
  const print = () => void window.open(report, '_blank', 'noopener');
  const accept = () => void decide({ verdict: 'accept', subject: row.id, seen: page.basis }, `Accepted: ${row.title}`);
  return (
    <div class="actions" role="group" aria-label="Decide on this incident">
      {mayDecide.value && (
        <>
          <Action k="A" kind="main" label="Accept incident" disabled={busy.value} run={accept} />
          <Action k="R" label="Reject incident" disabled={busy.value} run={() => setOpen('reject')} />
          <Action k="e" label="Set date, place, groups" run={() => setOpen('set')} />
          <Action k="s" label="Split" disabled={row.reports < 2} run={() => setOpen('split')} />
          <Action k="n" label="Note" run={() => setOpen('note')} />
        </>
      )}
      <Action k="p" kind="quiet" label="Report to print" run={print} />
      <span class="files">
        <a href={`/api/incidents/${row.id}.html?save=yes`} download>
          HTML
        </a>
        {['json', 'csv', 'geojson'].map((kind) => (
          <a key={kind} href={`/api/incidents/${row.id}.${kind}`} download>
            {kind === 'geojson' ? 'GeoJSON' : kind.toUpperCase()}
          </a>
        ))}
      </span>
      {open === 'set' && <SetDialog page={page} close={close} />}
      {open === 'split' && <SplitDialog page={page} close={close} />}
      {open === 'reject' && <RejectDialog page={page} close={close} />}
      {open === 'note' && (
        <WhyDialog
          about="incident"
          title="Note on this incident"
          label="Keep the note"
          decision={{ verdict: 'note', subject: row.id }}
          told="Kept the note"
          close={close}
        />
      )}
    </div>
  );
}
