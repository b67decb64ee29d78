import { useState } from 'preact/hooks';
import { useGet } from '../../api/load';
import type { Assignments } from '../../api/types';
import { Action } from '../../parts/Action';
import { Empty, Shown } from '../../parts/State';
import { days, where } from '../../parts/words';
import { desk } from '../../state/desk';
import { AssignDialog } from './AssignDialog';

/** Incidents that wait to be coded; a lead sees everybody's and can give more. */
export function MyAssignments({ lead, may }: { lead: boolean; may: boolean }) {
  const loaded = useGet<Assignments>('/api/assignments');
  const [assigning, setAssigning] = useState(false);
  const me = desk.value?.user?.name;
  return (
    <>
      {lead && <Action k="v" label="Give incidents to analysts" run={() => setAssigning(true)} />}
      {assigning && <AssignDialog incidents={null} close={() => setAssigning(false)} />}
      <Shown of={loaded}>
        {(data) =>
          data.rows.length === 0 ? (
            <Empty>Nothing is assigned{lead ? '' : ' to you'}.</Empty>
          ) : (
            <table class="list">
              <thead>
                <tr>
                  <th scope="col">Date</th>
                  <th scope="col">Incident</th>
                  <th scope="col">Given to</th>
                  <th scope="col">State</th>
                </tr>
              </thead>
              <tbody>
                {data.rows.map((each) => (
                  <tr key={`${each.incident} ${each.who}`}>
                    <td class="date">{each.row && days(each.row.start, each.row.end)}</td>
                    <td class="title">
                      {may && each.who === me ? (
                        <a href={`/coding?incident=${each.incident}`} dir="auto">
                          {each.row?.title ?? each.incident}
                        </a>
                      ) : (
                        <span dir="auto">{each.row?.title ?? each.incident}</span>
                      )}
                      <small>{[each.row && where(each.row.place), each.note].filter(Boolean).join(' · ')}</small>
                    </td>
                    <td>{each.who}</td>
                    <td>{each.state === 'done' ? '✓ done' : '○ open'}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Shown>
    </>
  );
}
