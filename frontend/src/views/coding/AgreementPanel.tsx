import { useGet } from '../../api/load';
import type { Agreement } from '../../api/types';
import { Empty, Shown } from '../../parts/State';
import { count } from '../../parts/words';

/** Krippendorff's alpha for each variable: 1 is perfect agreement, 0 is what chance would give. */
export function AgreementPanel() {
  const loaded = useGet<Agreement>('/api/agreement');
  return (
    <Shown of={loaded}>
      {(data) =>
        data.units === 0 ? (
          <Empty>No incident has been coded by two analysts yet.</Empty>
        ) : (
          <>
            <p class="lead">
              {count(data.units, 'incident')} coded by {data.coders.join(', ')}. Above 0.80 is commonly held reliable,
              below 0.67 not (Krippendorff).
            </p>
            <table class="list agreement">
              <thead>
                <tr>
                  <th scope="col">Variable</th>
                  <th scope="col">Level</th>
                  <th scope="col" class="num">
                    Incidents
                  </th>
                  <th scope="col">Alpha</th>
                </tr>
              </thead>
              <tbody>
                {data.variables.map((each) => (
                  <tr key={each.name}>
                    <th scope="row">{each.label}</th>
                    <td>{each.level}</td>
                    <td class="num">
                      {each.units}
                      <span class="narrow-only"> {each.units === 1 ? 'incident' : 'incidents'}</span>
                    </td>
                    <td>
                      {each.alpha === null ? (
                        <span class="none">{each.why}</span>
                      ) : (
                        <Alpha alpha={each.alpha} units={each.units} />
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </>
        )
      }
    </Shown>
  );
}

/** Of fewer incidents an alpha says next to nothing, whatever it is. */
const FEW = 10;

function Alpha({ alpha, units }: { alpha: number; units: number }) {
  const limits = alpha >= 0.8 ? 'reliable' : alpha >= 0.667 ? 'tentative' : 'not reliable';
  const word = units < FEW ? 'too few incidents to say' : limits;
  return (
    <span class="alpha">
      <svg width="120" height="12" viewBox="0 0 120 12" aria-hidden="true">
        <line class="ground" x1="0" x2="120" y1="6" y2="6" />
        <line class="limit" x1="80" x2="80" y1="1" y2="11" />
        <line class="limit" x1="96" x2="96" y1="1" y2="11" />
        <circle class="best" cx={Math.max(4, Math.min(116, alpha * 120))} cy="6" r="4" />
      </svg>
      <b>{alpha.toFixed(2)}</b> {word}
    </span>
  );
}
