import type { IncidentPage, Source } from '../../api/types';
import { count, day } from '../../parts/words';

/** The reports behind the record; copies of one text stand under it, since they are one voice. */
export function Sources({ page }: { page: IncidentPage }) {
  return (
    <section>
      <h2>
        Sources <small>{count(page.voices, 'independent voice')}</small>
      </h2>
      <ul class="sources">
        {page.sources.map((source) => (
          <SourceLine key={source.report} source={source} />
        ))}
      </ul>
    </section>
  );
}

function SourceLine({ source }: { source: Source }) {
  return (
    <li>
      <a href={`/reports/${source.report}`} dir="auto">
        {source.outlet ?? source.path}
      </a>
      <span class="aside">
        {day(source.published)}
        {source.published === null && source.published_from && ` (${source.published_from})`} ·{' '}
        {count(source.claims, 'claim')}
      </span>
      {source.copies.length > 0 && (
        <details>
          <summary>{count(source.copies.length, 'copy', 'copies')} of the same words, counted as one voice</summary>
          <ul>
            {source.copies.map((copy) => (
              <li key={copy.report}>
                <a href={`/reports/${copy.report}`}>{copy.outlet ?? copy.path}</a>{' '}
                <span class="aside">{day(copy.published)}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}
