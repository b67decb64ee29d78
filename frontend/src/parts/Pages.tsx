import { Action } from './Action';

/** Which stretch of a long list is shown, and the way to the next. */
export function Pages(props: { total: number; offset: number; limit: number; go: (offset: number) => void }) {
  const { total, offset, limit } = props;
  if (total <= limit) return <span class="pages" />;
  const last = Math.min(offset + limit, total);
  return (
    <nav class="pages" aria-label="Pages of the list">
      <Action k="[" label="Earlier" disabled={offset === 0} run={() => props.go(Math.max(0, offset - limit))} />
      <span>
        {(offset + 1).toLocaleString('en-GB')}–{last.toLocaleString('en-GB')} of {total.toLocaleString('en-GB')}
      </span>
      <Action k="]" label="Later" disabled={last >= total} run={() => props.go(offset + limit)} />
    </nav>
  );
}
