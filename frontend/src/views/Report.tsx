import { useEffect } from 'preact/hooks';
import { useGet } from '../api/load';
import type { Claim, ReportPage } from '../api/types';
import { Shown } from '../parts/State';
import { useKey } from '../state/keys';
import { query, setQuery } from '../state/place';
import { ReportFacts } from './report/ReportFacts';
import { ReportSide } from './report/ReportSide';
import { ReportText } from './report/ReportText';

/** A report in full: its claims marked, its speakers underlined, what is not the article greyed. */
export function ReportView({ id }: { id: string }) {
  const loaded = useGet<ReportPage>(`/api/reports/${encodeURIComponent(id)}`);
  return (
    <div class="report-view">
      <Shown of={loaded}>{(page) => <Whole page={page} />}</Shown>
    </div>
  );
}

function Whole({ page }: { page: ReportPage }) {
  const claims = [...page.claims].sort((a, b) => a.start - b.start || a.end - b.end);
  const chosen = claims.find((claim) => claim.id === query.value.get('claim')) ?? null;
  useClaimKeys(claims, chosen);
  return (
    <div class="evidence">
      <div class="paper">
        <ReportFacts page={page} />
        <ReportText page={page} chosen={chosen} />
      </div>
      <ReportSide page={page} claims={claims} chosen={chosen} />
    </div>
  );
}

function useClaimKeys(claims: Claim[], chosen: Claim | null): void {
  const step = (by: number) => {
    const at = chosen ? claims.indexOf(chosen) : -1;
    const next = claims[Math.max(0, Math.min(claims.length - 1, at + by))];
    if (next) setQuery({ claim: next.id }, { replace: true });
  };
  useKey('j', 'Next claim', () => step(1));
  useKey('k', 'Claim before', () => step(-1));
  useEffect(() => {
    if (!chosen) return;
    const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    document
      .querySelector('.report-text .piece.chosen')
      ?.scrollIntoView({ block: 'center', behavior: calm ? 'auto' : 'smooth' });
  }, [chosen?.id]);
}
