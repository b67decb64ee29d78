import { isLead, mayDecide } from '../state/desk';
import { query } from '../state/place';
import { AgreementPanel } from './coding/AgreementPanel';
import { CodeOne } from './coding/CodeOne';
import { DisagreementList } from './coding/DisagreementList';
import { MyAssignments } from './coding/MyAssignments';

const TABS: [string, string][] = [
  ['mine', 'To be coded'],
  ['agreement', 'Agreement'],
  ['disagreements', 'Disagreements'],
];

/** Two analysts code the same incidents without seeing each other's answers; then they are compared. */
export function Coding() {
  const tab = query.value.get('tab') ?? 'mine';
  const incident = query.value.get('incident');
  if (incident) return <CodeOne key={incident} id={incident} />;
  return (
    <div class="page">
      <h1>Two analysts</h1>
      <p class="lead">
        Incidents given to two analysts are coded blind: neither sees the other’s answers before both are done.
      </p>
      <nav class="tabs" aria-label="Coding">
        {TABS.map(([value, label]) => (
          <a key={value} href={`/coding?tab=${value}`} aria-current={value === tab ? 'page' : undefined}>
            {label}
          </a>
        ))}
      </nav>
      {tab === 'mine' && <MyAssignments lead={isLead.value} may={mayDecide.value} />}
      {tab === 'agreement' && <AgreementPanel />}
      {tab === 'disagreements' && <DisagreementList />}
    </div>
  );
}
