import { asked } from '../../state/filter';
import { tellDone } from '../../state/notices';

const FILES: [string, string][] = [
  ['incidents.csv', 'CSV'],
  ['incidents.json', 'JSON'],
  ['incidents.geojson', 'GeoJSON'],
];
const TABLES: [string, string][] = [
  ['timeline.csv', 'timeline'],
  ['facets.csv', 'facets'],
  ['tray.csv', 'tray'],
];

/** The same result as files, and as a line for the terminal. */
export function Take({ command, sort, order }: { command: string; sort: string; order: string }) {
  const copy = () =>
    void navigator.clipboard.writeText(command).then(() => tellDone('The command is in the clipboard'));
  const link = ([file, label]: [string, string], more: Record<string, string>) => (
    <a key={file} href={asked(`/api/${file}`, more)} download>
      {label}
    </a>
  );
  return (
    <section class="take" aria-label="Take this result with you">
      <span>
        <b>All of this as</b> {FILES.map((file) => link(file, { sort, order }))}
      </span>
      <span>
        <b>Views as CSV</b> {TABLES.map((file) => link(file, {}))}
      </span>
      <span class="command">
        <code>{command}</code>
        <button type="button" class="action" onClick={copy}>
          Copy
        </button>
      </span>
    </section>
  );
}
