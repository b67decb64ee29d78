import * as Plot from '@observablehq/plot';
import { useEffect, useRef } from 'preact/hooks';
import type { OverTime, OverTimePoint } from '../api/types';
import { day, number } from '../parts/words';
import { choose } from '../views/claims/choose';
import { fitted } from './fitted';

/** Each figure as reported, and the estimate as it stood at the end of each day. */
export function TollChart({ series }: { series: OverTime }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (box.current) box.current.replaceChildren(draw(series, box.current.clientWidth || 480));
  }, [series]);
  return <div class="plot-box" ref={box} />;
}

const at = (point: { day: string | null }) => new Date(`${(point.day ?? '').padEnd(10, '-01').slice(0, 10)}T00:00:00Z`);

function draw(series: OverTime, width: number): SVGElement {
  const points = series.points.filter((point) => point.day !== null);
  const value = (point: OverTimePoint) => point.high ?? point.low ?? 0;
  const chart = Plot.plot({
    width,
    height: 190,
    marginLeft: 40,
    marginRight: 16,
    className: 'plot',
    x: { type: 'utc', label: null },
    y: { label: null, grid: true, zero: true, ticks: 4, nice: true },
    marks: [
      Plot.areaY(series.standing, {
        x: at,
        y1: 'low',
        y2: 'high',
        fill: 'var(--bar)',
        fillOpacity: 0.35,
        curve: 'step-after',
      }),
      Plot.lineY(series.standing, { x: at, y: 'best', stroke: 'var(--best)', strokeWidth: 1.5, curve: 'step-after' }),
      Plot.ruleX(points, { x: at, y1: (point: OverTimePoint) => point.low ?? 0, y2: value, stroke: 'var(--reach)' }),
      Plot.dot(points, {
        x: at,
        y: value,
        r: 4.5,
        fill: (point: OverTimePoint) => (point.current ? 'var(--best)' : 'var(--sheet)'),
        stroke: 'var(--best)',
        className: 'points',
      }),
    ],
    color: { type: 'identity' },
  });
  const drawn = fitted(chart);
  makeUsable(drawn, points);
  return drawn;
}

function makeUsable(chart: SVGElement, points: OverTimePoint[]): void {
  chart.setAttribute('role', 'img');
  chart.setAttribute('aria-label', 'The figures over time; the table below lists them');
  for (const dot of chart.querySelectorAll('.points > circle')) {
    const index = (dot as SVGCircleElement & { __data__?: number }).__data__;
    const point = index === undefined ? undefined : points[index];
    if (!point) continue;
    const title = document.createElementNS('http://www.w3.org/2000/svg', 'title');
    title.textContent = `${point.words || number(point.low)}, ${point.speaker ?? 'the outlet'}, ${day(point.day)}`;
    dot.append(title);
    dot.addEventListener('click', () => choose(point.claim));
  }
}
