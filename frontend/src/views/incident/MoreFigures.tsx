import type { IncidentPage } from '../../api/types';
import { ClaimLine } from '../claims/ClaimLine';

/** Figures that stand in no estimate. */
export function MoreFigures({ page }: { page: IncidentPage }) {
  if (page.other_figures.length === 0) return null;
  return (
    <section>
      <h2>Figures in no estimate</h2>
      <ul class="claims">
        {page.other_figures.map((id) => (
          <ClaimLine key={id} claim={page.claims[id]} />
        ))}
      </ul>
    </section>
  );
}
