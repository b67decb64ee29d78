import { desk, logout } from '../state/desk';
import { tellFault } from '../state/notices';
import { Menu } from './Menu';

/** Who sits before the page. */
export function UserMenu() {
  const now = desk.value;
  if (!now?.user) return null;
  return (
    <Menu label={now.user.name} title="You">
      <p class="you">
        <b>{now.user.name}</b>
        <br />
        {now.user.role}
        {now.options.read_only && ', reading only'}
      </p>
      <p class="you">
        {now.counts.incidents.toLocaleString('en-GB')} incidents from {now.counts.reports.toLocaleString('en-GB')}{' '}
        reports, {now.counts.copies.toLocaleString('en-GB')} of them copies
      </p>
      {now.login && (
        <button type="button" class="action" onClick={() => void logout().catch(tellFault)}>
          Log out
        </button>
      )}
      <p class="you quiet">
        Tallybook {now.version} · <a href="/assets/licences.txt">Licences</a>
      </p>
    </Menu>
  );
}
