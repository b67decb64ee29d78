import { useGet } from '../api/load';
import type { IncidentPage } from '../api/types';
import { Shown } from '../parts/State';
import { query } from '../state/place';
import { ClaimSide } from './claims/ClaimSide';
import { Decided } from './incident/Decided';
import { Estimates } from './incident/Estimates';
import { Facing } from './incident/Facing';
import { Head } from './incident/Head';
import { MoreFigures } from './incident/MoreFigures';
import { OverTime } from './incident/OverTime';
import { SimilarPanel } from './incident/SimilarPanel';
import { Sites } from './incident/Sites';
import { Sources } from './incident/Sources';
import { Contradictions, Sums } from './incident/Sums';

/** One incident: what is said, by whom, in which sentence, and what is to be decided. */
export function IncidentView({ id }: { id: string }) {
  const loaded = useGet<IncidentPage>(`/api/incidents/${encodeURIComponent(id)}`);
  return (
    <div class="incident-view">
      <Shown of={loaded}>{(page) => <Whole page={page} />}</Shown>
    </div>
  );
}

function Whole({ page }: { page: IncidentPage }) {
  const chosen = query.value.get('claim');
  const claim = chosen ? page.claims[chosen] : undefined;
  return (
    <div class={claim ? 'with-side' : ''}>
      <article class="incident">
        <Head page={page} />
        <Contradictions page={page} />
        <Estimates page={page} />
        <Sums page={page} />
        <Facing page={page} />
        <OverTime page={page} />
        <Sites page={page} />
        <Sources page={page} />
        <MoreFigures page={page} />
        <SimilarPanel page={page} />
        <Decided entries={page.judgements} />
      </article>
      {claim && <ClaimSide claim={claim} page={page} />}
    </div>
  );
}
