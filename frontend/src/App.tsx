import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { CareMenu } from './shell/CareMenu';
import { KeyList } from './shell/KeyList';
import { Login } from './shell/Login';
import { Notices } from './shell/Notices';
import { UserMenu } from './shell/UserMenu';
import { undo } from './state/decide';
import { desk, refresh, stale } from './state/desk';
import { useKey } from './state/keys';
import { tellFault } from './state/notices';
import { follow, go, path } from './state/place';
import { Coding } from './views/Coding';
import { Compare } from './views/Compare';
import { History } from './views/History';
import { IncidentView } from './views/Incident';
import { Incidents } from './views/Incidents';
import { QueueView } from './views/Queue';
import { ReportView } from './views/Report';
import { Reports } from './views/Reports';

const PAGES: [string, string, string][] = [
  ['/', 'Incidents', 'g i'],
  ['/reports', 'Reports', 'g r'],
  ['/queue', 'Queue', 'g q'],
  ['/coding', 'Two analysts', 'g t'],
  ['/history', 'History', 'g h'],
];

function view(at: string): ComponentChildren {
  const [, head = '', id = ''] = at.split('/');
  switch (head) {
    case '':
      return <Incidents />;
    case 'incidents':
      return id ? <IncidentView key={id} id={decodeURIComponent(id)} /> : <Incidents />;
    case 'reports':
      return id ? <ReportView key={id} id={decodeURIComponent(id)} /> : <Reports />;
    case 'compare':
      return <Compare />;
    case 'queue':
      return <QueueView />;
    case 'coding':
      return <Coding />;
    case 'history':
      return <History />;
    default:
      return <Nowhere />;
  }
}

function Nowhere() {
  return (
    <div class="page">
      <h1>There is no such page</h1>
      <p>
        <a href="/">All incidents</a>
      </p>
    </div>
  );
}

export function App() {
  const [keysOpen, setKeysOpen] = useState(false);
  useKey('?', 'Show all keys', () => setKeysOpen(true));
  useKey('z', 'Undo my last decision', () => void undo());
  const now = desk.value;
  const outside = now !== null && now.login && now.user === null;
  useEffect(() => {
    document.title = now ? `${now.book} · Tallybook desk` : 'Tallybook desk';
  }, [now?.book]);
  return (
    // biome-ignore lint/a11y: links inside are followed here; the keyboard reaches them as links
    <div class="desk" onClick={follow}>
      <a class="skip" href="#main">
        Skip to the content
      </a>
      <Bar openKeys={() => setKeysOpen(true)} />
      {stale.value && <Stale />}
      <main id="main" tabIndex={-1}>
        {outside ? <Login /> : now ? view(path.value) : <p class="waiting page">Opening the book …</p>}
      </main>
      <Notices />
      {keysOpen && <KeyList close={() => setKeysOpen(false)} />}
    </div>
  );
}

function Bar({ openKeys }: { openKeys: () => void }) {
  return (
    <header class="bar">
      <a class="brand" href="/">
        <span aria-hidden="true" class="mark" />
        <span>
          Tallybook <small>{desk.value?.book ?? ''}</small>
        </span>
      </a>
      <nav aria-label="Pages">
        {PAGES.map(([to, label, key]) => (
          <PageLink key={to} to={to} label={label} k={key} />
        ))}
      </nav>
      <div class="menus">
        <button type="button" class="action quiet keys-button" onClick={openKeys}>
          Keys<kbd aria-hidden="true">?</kbd>
        </button>
        <CareMenu />
        <UserMenu />
      </div>
    </header>
  );
}

function PageLink({ to, label, k }: { to: string; label: string; k: string }) {
  useKey(k, `Go to ${label}`, () => go(to));
  const head = `/${path.value.split('/')[1] ?? ''}`;
  const at = to === '/' ? head === '/' || head === '/incidents' : head === to;
  return (
    <a href={to} aria-current={at ? 'page' : undefined} aria-keyshortcuts={k}>
      {label}
    </a>
  );
}

function Stale() {
  return (
    <div class="stale" role="status">
      The book has changed since this page was read.{' '}
      <button type="button" class="action" onClick={() => void refresh().catch(tellFault)}>
        Read it again
      </button>
    </div>
  );
}
