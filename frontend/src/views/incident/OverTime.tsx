import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { IncidentPage, OverTimePoint, OverTime as Series } from '../../api/types';
import { capital, day, number, victimsLabel } from '../../parts/words';
import { choose } from '../claims/choose';

type Chart = ComponentType<{ series: Series }>;

/** How each toll moved over the reports: drawn, and the same as a table. */
export function OverTime({ page }: { page: IncidentPage }) {
  const [Drawn, setDrawn] = useState<Chart | null>(null);
  const moving = page.over_time.filter((series) => new Set(series.points.map((point) => point.day)).size > 1);
  useEffect(() => {
    if (moving.length > 0) void import('../../charts/TollChart').then((module) => setDrawn(() => module.TollChart));
  }, [moving.length > 0]);
  if (page.over_time.length === 0) return null;
  return (
    <section>
      <h2>The toll over time</h2>
      <div class="tolls-over-time">
        {page.over_time.map((series) => (
          <figure key={`${series.harm} ${series.victims}`}>
            <figcaption>
              {capital(series.harm)}, {victimsLabel(series.victims)}
            </figcaption>
            {Drawn && moving.includes(series) && <Drawn series={series} />}
            <details open={!moving.includes(series)}>
              <summary>As a table</summary>
              <Points points={series.points} />
            </details>
          </figure>
        ))}
      </div>
    </section>
  );
}

function Points({ points }: { points: OverTimePoint[] }) {
  return (
    <table class="points">
      <thead>
        <tr>
          <th scope="col">Published</th>
          <th scope="col">Figure</th>
          <th scope="col">Said by</th>
        </tr>
      </thead>
      <tbody>
        {points.map((point) => (
          <tr key={point.claim} class={point.current ? '' : 'outdated'}>
            <td>{day(point.day)}</td>
            <td>
              <button type="button" class="figure" onClick={() => choose(point.claim)}>
                {point.words || `${number(point.low)}–${number(point.high)}`}
              </button>
              {!point.current && <small> outdated</small>}
            </td>
            <td dir="auto">{[point.speaker ?? 'the outlet', point.outlet].filter(Boolean).join(', ')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
