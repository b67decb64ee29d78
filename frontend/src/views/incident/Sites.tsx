import type { IncidentPage } from '../../api/types';
import { StatusChip } from '../../parts/Chip';
import { Range, Scale, Whisker } from '../../parts/Figure';
import { days, where } from '../../parts/words';

/** The sites of a wave, with their tolls. */
export function Sites({ page }: { page: IncidentPage }) {
  if (page.sites.length === 0) return null;
  const top = Math.max(10, ...page.sites.map((site) => site.killed?.high ?? site.killed?.best ?? 0));
  return (
    <section>
      <h2>
        Sites of this wave <small>{page.sites.length}</small>
      </h2>
      <table class="list sites">
        <thead>
          <tr>
            <th scope="col">Date</th>
            <th scope="col">Site</th>
            <th scope="col" class="toll">
              Killed <Scale top={top} />
            </th>
            <th scope="col">State</th>
          </tr>
        </thead>
        <tbody>
          {page.sites.map((site) => (
            <tr key={site.id}>
              <td class="date">{days(site.start, site.end)}</td>
              <td class="title">
                <a href={`/incidents/${site.id}`} dir="auto">
                  {site.title}
                </a>
                <small>{where(site.place)}</small>
              </td>
              <td class="toll">
                {site.killed ? (
                  <span class="killed">
                    <Whisker of={site.killed} top={top} />
                    <Range of={site.killed} />
                  </span>
                ) : (
                  <span class="none">no figure</span>
                )}
              </td>
              <td class="status">
                <StatusChip status={site.status} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
