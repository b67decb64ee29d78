import type { ReportPage } from '../../api/types';
import { count, day, instant } from '../../parts/words';

/** Where the text came from, when it was kept, and the hash that shows it is unchanged. */
export function ReportFacts({ page }: { page: ReportPage }) {
  const { report, captured, original } = page;
  return (
    <header class="head">
      <p class="crumb">
        <a href="/reports">Reports</a>
      </p>
      <h1 dir="auto">{report.outlet ?? report.path}</h1>
      <dl class="facts">
        <div>
          <dt>Published</dt>
          <dd>
            {day(report.published)}
            {report.published_from && <small>{from(report.published, report.published_from)}</small>}
          </dd>
        </div>
        <div>
          <dt>File</dt>
          <dd dir="auto" class="path">
            {report.path}
          </dd>
        </div>
        <div>
          <dt>Kept original</dt>
          <dd>
            {captured ? (
              <>
                <a href={captured.href} download>
                  Download ({count(captured.bytes, 'byte')})
                </a>
                <small>
                  captured {instant(captured.when)} from <span class="url">{captured.url}</span>
                </small>
              </>
            ) : (
              <>
                <a href={`/api/reports/${report.id}.json`} download>
                  The text as read (JSON)
                </a>
                <small>added as a file, not captured from the web</small>
              </>
            )}
          </dd>
        </div>
        <div>
          <dt>SHA-256 of the text</dt>
          <dd class="hash">
            <code>{page.sha256}</code>
          </dd>
        </div>
      </dl>
      {original && (
        <p class="copy-of">
          A copy of <a href={`/reports/${original.id}`}>{original.outlet ?? original.path}</a>,{' '}
          {day(original.published)}: the two count as one voice
          {page.origin_why && `, that of the likely origin: ${page.origin_why}`}.
        </p>
      )}
      {page.copies.length > 0 && (
        <p class="copy-of">
          Carried by{' '}
          {page.copies.map((copy, at) => (
            <span key={copy.id}>
              {at > 0 && ', '}
              <a href={`/reports/${copy.id}`}>{copy.outlet ?? copy.path}</a>
            </span>
          ))}
          : all count as one voice{page.origin_why && `. This one stands for them: ${page.origin_why}`}.
        </p>
      )}
      {page.credits && <p class="copy-of">Credits {page.credits} as its source.</p>}
      {page.incidents.length > 0 && (
        <p class="tells">
          Tells of{' '}
          {page.incidents.map((incident, at) => (
            <span key={incident.id}>
              {at > 0 && ' · '}
              <a href={`/incidents/${incident.id}`} dir="auto">
                {incident.title}
              </a>
            </span>
          ))}
        </p>
      )}
    </header>
  );
}

function from(published: string | null, why: string): string {
  return published === null ? why : `from ${why}`;
}
