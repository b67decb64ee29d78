import * as Plot from '@observablehq/plot';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useGet } from '../api/load';
import type { Bin, Timeline } from '../api/types';
import { Empty, Shown } from '../parts/State';
import { count, day, short } from '../parts/words';
import { asked } from '../state/filter';
import { query, setQuery } from '../state/place';
import { fitted } from './fitted';

type Measure = 'incidents' | 'killed';

/** Incidents, or the killed as low-best-high, over time; a click or a drag narrows all views to that time. */
export function TimelinePanel() {
  const loaded = useGet<Timeline>(asked('/api/timeline', { by: 'auto' }));
  const measure: Measure = query.value.get('measure') === 'killed' ? 'killed' : 'incidents';
  const narrowed = query.value.get('from') ?? query.value.get('to');
  return (
    <>
      <header class="pane-head">
        <h2>Over time</h2>
        <fieldset class="either">
          <legend class="unseen">What is drawn</legend>
          {(['incidents', 'killed'] as const).map((each) => (
            <label key={each}>
              <input
                type="radio"
                name="measure"
                checked={measure === each}
                onChange={() => setQuery({ measure: each === 'killed' ? each : null }, { replace: true })}
              />
              {each}
            </label>
          ))}
        </fieldset>
        {narrowed && (
          <button type="button" class="more" onClick={() => setQuery({ from: null, to: null, offset: null })}>
            All times
          </button>
        )}
      </header>
      <Shown of={loaded}>
        {(data) =>
          data.bins.length === 0 ? <Empty>Nothing with a date.</Empty> : <Chart data={data} measure={measure} />
        }
      </Shown>
    </>
  );
}

function Chart({ data, measure }: { data: Timeline; measure: Measure }) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  useEffect(() => {
    if (!box.current || width === 0) return;
    const chart = draw(data, measure, width);
    makeUsable(chart, data);
    box.current.replaceChildren(chart);
  }, [data, measure, width]);
  return <div class="plot-box" ref={box} />;
}

function useWidth(box: { current: HTMLDivElement | null }): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (!box.current) return;
    const watch = new ResizeObserver(([entry]) => setWidth(Math.round(entry?.contentRect.width ?? 0)));
    watch.observe(box.current);
    return () => watch.disconnect();
  }, []);
  return width;
}

const DAY = 86_400_000;

function from(bin: Bin): Date {
  return new Date(`${bin.start.padEnd(10, '-01').slice(0, 10)}T00:00:00Z`);
}

function until(bin: Bin): Date {
  return new Date(new Date(`${bin.end.slice(0, 10)}T00:00:00Z`).getTime() + DAY);
}

function draw(data: Timeline, measure: Measure, width: number): SVGElement {
  const bins = data.bins;
  const tops = bins.map((bin) => (measure === 'incidents' ? bin.incidents : (bin.high ?? bin.best ?? 0)));
  const top = Math.max(1, ...tops);
  const middle = (bin: Bin) => new Date((from(bin).getTime() + until(bin).getTime()) / 2);
  const marks =
    measure === 'incidents'
      ? [Plot.rectY(bins, { x1: from, x2: until, y: 'incidents', fill: 'var(--bar)', insetLeft: 0.5, insetRight: 0.5 })]
      : [
          Plot.ruleX(bins, { x: middle, y1: 'low', y2: 'high', stroke: 'var(--reach)', strokeWidth: 2 }),
          Plot.dot(bins, { x: middle, y: 'best', r: 3, fill: 'var(--best)' }),
        ];
  const hits = Plot.rectY(bins, { x1: from, x2: until, y1: 0, y2: () => top, fill: 'transparent', className: 'hits' });
  const chart = Plot.plot({
    width,
    height: 186,
    marginLeft: 34,
    marginRight: 10,
    marginBottom: 24,
    className: 'plot',
    x: { type: 'utc', label: null, ...reach(bins) },
    y: {
      label: null,
      grid: true,
      ticks: 4,
      domain: [0, top],
      tickFormat: (n: number) => (Number.isInteger(n) ? n.toLocaleString('en-GB') : ''),
    },
    marks: [...marks, Plot.ruleY([0], { stroke: 'var(--rule-strong)' }), hits],
  });
  return fitted(chart);
}

/** One bin alone would fill the whole width: leave air around it. */
function reach(bins: Bin[]): { domain?: [Date, Date] } {
  const [first, last] = [bins[0], bins.at(-1)];
  if (!first || !last) return {};
  const [start, end] = [from(first).getTime(), until(last).getTime()];
  const air = Math.max((end - start) * 0.02, bins.length < 4 ? 3 * DAY : 0);
  return { domain: [new Date(start - air), new Date(end + air)] };
}

/** Bars answer to the pointer and to the keyboard: one stop, arrows move, Enter narrows to that time. */
function makeUsable(chart: SVGElement, data: Timeline): void {
  const group = chart.querySelector('.hits');
  const bars = [...(group?.children ?? [])] as SVGRectElement[];
  group?.setAttribute('aria-label', 'Time spans');
  group?.setAttribute('role', 'group');
  let pressed: number | null = null;
  bars.forEach((bar, at) => {
    const bin = data.bins[at];
    if (!bin) return;
    bar.setAttribute('tabindex', at === 0 ? '0' : '-1');
    bar.setAttribute('role', 'button');
    bar.setAttribute('aria-label', told(bin, data.by));
    bar.append(titled(told(bin, data.by)));
    bar.addEventListener('pointerdown', (event) => {
      pressed = at;
      event.preventDefault();
    });
    bar.addEventListener('pointerup', () => narrow(data.bins, pressed ?? at, at));
    bar.addEventListener('keydown', (event) => moved(event, bars, at, () => narrow(data.bins, at, at)));
  });
}

function titled(text: string): SVGTitleElement {
  const title = document.createElementNS('http://www.w3.org/2000/svg', 'title');
  title.textContent = text;
  return title;
}

function moved(event: KeyboardEvent, bars: SVGRectElement[], at: number, choose: () => void): void {
  if (event.key === 'Enter' || event.key === ' ') choose();
  else if (event.key === 'ArrowLeft') bars[at - 1]?.focus();
  else if (event.key === 'ArrowRight') bars[at + 1]?.focus();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function narrow(bins: Bin[], one: number, other: number): void {
  const [first, last] = [bins[Math.min(one, other)], bins[Math.max(one, other)]];
  if (first && last) setQuery({ from: first.start.slice(0, 10), to: last.end.slice(0, 10), offset: null });
}

function told(bin: Bin, by: Timeline['by']): string {
  const cut = { day: 10, month: 7, year: 4 }[by];
  return `${day(bin.start.slice(0, cut))}: ${count(bin.incidents, 'incident')}, ${short(bin)} killed`;
}
