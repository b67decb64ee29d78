import { useEffect } from 'preact/hooks';
import { useGet } from '../api/load';
import type { Comparison, Queue, Queued } from '../api/types';
import { Pages } from '../parts/Pages';
import { Empty, Shown } from '../parts/State';
import { days, where } from '../parts/words';
import { useKey } from '../state/keys';
import { query, setQuery } from '../state/place';
import { ClaimActions } from './claims/ClaimActions';
import { Attribution } from './claims/ClaimSide';
import { Quote } from './claims/Quote';
import { Pair } from './queue/Pair';
import { ReviewIncident } from './queue/ReviewIncident';

const KINDS: [string, string][] = [
  ['pairs', 'Same or different'],
  ['claims', 'Claims'],
  ['incidents', 'Incidents'],
];
const LIMIT = 30;

/** What is to be decided, that which moves the totals most first. */
export function QueueView() {
  const words = query.value;
  const kind = words.get('kind') ?? 'pairs';
  const offset = words.get('offset') ?? '0';
  const loaded = useGet<Queue>(`/api/queue?kind=${encodeURIComponent(kind)}&offset=${offset}&limit=${LIMIT}`);
  return (
    <div class="page queue">
      <h1>To be decided</h1>
      <nav class="tabs" aria-label="Queues">
        {KINDS.map(([value, label]) => (
          <a key={value} href={`/queue?kind=${value}`} aria-current={value === kind ? 'page' : undefined}>
            {label}
          </a>
        ))}
      </nav>
      <Shown of={loaded}>{(data) => <Work key={kind} queue={data} />}</Shown>
    </div>
  );
}

function keyOf(item: Queued): string {
  return item.other ? `${item.subject}.${item.other}` : item.subject;
}

function Work({ queue }: { queue: Queue }) {
  const { rows } = queue;
  const wanted = query.value.get('item');
  const found = rows.findIndex((row) => keyOf(row) === wanted);
  const at = Math.max(0, found);
  const item = rows[at];
  const step = (by: number) => {
    const next = rows[Math.max(0, Math.min(rows.length - 1, at + by))];
    if (next) setQuery({ item: keyOf(next) }, { replace: true });
  };
  useKey('j', 'Next in the queue', () => step(1));
  useKey('k', 'The one before', () => step(-1));
  useEffect(() => {
    document.querySelector('.queue-list [aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  if (!item) return <Empty>Nothing waits here.</Empty>;
  return (
    <div class="queue-work">
      <nav class="queue-list" aria-label="The queue">
        <p class="total">
          <b>{queue.total.toLocaleString('en-GB')}</b> waiting, by effect on the totals
        </p>
        <ol>
          {rows.map((row, n) => (
            <li key={keyOf(row)}>
              <button
                type="button"
                class="plain-row"
                aria-current={n === at ? 'true' : undefined}
                onClick={() => setQuery({ item: keyOf(row) }, { replace: true })}
              >
                <b dir="auto">{row.claim?.says ?? row.row.title}</b>
                <span class="aside" dir="auto">
                  {row.other_row ? `and ${row.other_row.title}` : row.claim ? row.row.title : where(row.row.place)}
                </span>
                <span class="aside">
                  {days(row.row.start, row.row.end)} · effect {row.effect.toLocaleString('en-GB')}
                </span>
              </button>
            </li>
          ))}
        </ol>
        <Pages
          total={queue.total}
          offset={Number(query.value.get('offset') ?? 0)}
          limit={LIMIT}
          go={(to) => setQuery({ offset: to ? String(to) : null, item: null })}
        />
      </nav>
      <section class="queue-item" aria-label="To be decided now">
        <p class="why-here">{item.why}</p>
        <One key={keyOf(item)} item={item} next={() => step(1)} />
      </section>
    </div>
  );
}

function One({ item, next }: { item: Queued; next: () => void }) {
  if (item.other) return <OnePair a={item.subject} b={item.other} />;
  if (item.claim) {
    return (
      <div class="one-claim">
        <h2 dir="auto">{item.claim.says}</h2>
        <p class="tells">
          of{' '}
          <a href={`/incidents/${item.row.id}?claim=${item.claim.id}`} dir="auto">
            {item.row.title}
          </a>
        </p>
        <Quote claim={item.claim} context />
        <Attribution claim={item.claim} />
        <ClaimActions claim={item.claim} incident={item.row.id} after={next} />
        <p>
          <a href={`/reports/${item.claim.report}?claim=${item.claim.id}`}>Read it in the whole report</a>
        </p>
      </div>
    );
  }
  return <ReviewIncident row={item.row} />;
}

function OnePair({ a, b }: { a: string; b: string }) {
  const loaded = useGet<Comparison>(`/api/compare?${new URLSearchParams({ a, b })}`);
  return <Shown of={loaded}>{(data) => <Pair comparison={data} after={() => {}} />}</Shown>;
}
