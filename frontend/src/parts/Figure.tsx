import type { Bounds } from '../api/types';
import { number, spoken } from './words';

/** A toll as low – best – high; one number where the three agree. */
export function Range({ of: bounds }: { of: Bounds }) {
  const { low, best, high } = bounds;
  const single = low !== null && low === best && best === high;
  return (
    <span class="range">
      <span class="unseen">{spoken(bounds)}</span>
      <span aria-hidden="true" class="shown">
        {single ? (
          <b>{number(best)}</b>
        ) : (
          <>
            {number(low)}
            <i>–</i>
            <b>{number(best)}</b>
            <i>–</i>
            {number(high)}
          </>
        )}
      </span>
    </span>
  );
}

const WIDTH = 120;
const PAD = 7;

/** Where a number stands on the shared scale: logarithmic from 0, since tolls run from one to thousands. */
export function along(value: number, top: number, width = WIDTH): number {
  const share = Math.log1p(value) / Math.log1p(Math.max(top, 10));
  return PAD + share * (width - 2 * PAD);
}

/** Low to high as a line, the best as a dot, an open end as an arrow; all rows of a view share one scale. */
export function Whisker({ of: bounds, top, width = WIDTH }: { of: Bounds; top: number; width?: number }) {
  const low = bounds.low ?? 0;
  const open = bounds.high === null;
  const from = along(low, top, width);
  const to = open ? width - 2 : along(bounds.high ?? low, top, width);
  const best = bounds.best === null ? null : along(bounds.best, top, width);
  return (
    <svg class="whisker" width={width} height="16" viewBox={`0 0 ${width} 16`} aria-hidden="true">
      <line class="ground" x1={PAD} x2={width - PAD} y1="8" y2="8" />
      <line class="reach" x1={from} x2={to} y1="8" y2="8" />
      {to - from > 2 && <line class="cap" x1={from} x2={from} y1="4" y2="12" />}
      {!open && to - from > 2 && <line class="cap" x1={to} x2={to} y1="4" y2="12" />}
      {open && <path class="cap" d={`M${to - 5} 4.500 ${to} 8 ${to - 5} 11.500`} fill="none" />}
      {best !== null && <circle class="best" cx={best} cy="8" r="3.6" />}
    </svg>
  );
}

/** The scale over a column of whiskers. */
export function Scale({ top, width = WIDTH }: { top: number; width?: number }) {
  const ticks = [1, 10, 100, 1000, 10_000].filter((tick) => tick <= Math.max(top, 10));
  return (
    <svg class="scale" width={width} height="12" viewBox={`0 0 ${width} 12`} aria-hidden="true">
      {[0, ...ticks].map((tick) => (
        <text key={tick} x={along(tick, top, width)} y="9" text-anchor="middle">
          {tick >= 1000 ? `${tick / 1000}k` : tick}
        </text>
      ))}
    </svg>
  );
}
