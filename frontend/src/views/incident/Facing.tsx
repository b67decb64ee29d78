import type { IncidentPage, Said } from '../../api/types';
import { count } from '../../parts/words';
import { choose } from '../claims/choose';

/** Who says that it happened and who did it, facing who denies it; then who reacted. */
export function Facing({ page }: { page: IncidentPage }) {
  const any = page.asserted.length + page.denied.length > 0;
  return (
    <>
      {any && (
        <section>
          <h2>Claims and denials</h2>
          <div class="two facing">
            <Side title="Claimed, blamed or confirmed" said={page.asserted} none="Nobody says who did it." />
            <Side title="Denied" said={page.denied} none="Nobody denies it." />
          </div>
        </section>
      )}
      {page.reactions.length > 0 && (
        <section>
          <h2>Who reacted</h2>
          <dl class="reactions">
            {page.reactions.map((reaction) => (
              <div key={reaction.action}>
                <dt>{reaction.label}</dt>
                <dd>
                  {reaction.said.map((said) => (
                    <SaidButton key={said.text} said={said} />
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      {page.disruptions.length > 0 && (
        <section>
          <h2>What stopped or was destroyed</h2>
          <ul class="said">
            {page.disruptions.map((said) => (
              <li key={said.text}>
                <SaidButton said={said} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Side({ title, said, none }: { title: string; said: Said[]; none: string }) {
  return (
    <section>
      <h3>{title}</h3>
      {said.length === 0 && <p class="empty">{none}</p>}
      <ul class="said">
        {said.map((each) => (
          <li key={each.text}>
            <SaidButton said={each} />
            <small>{each.outlets.join(', ')}</small>
          </li>
        ))}
      </ul>
    </section>
  );
}

function SaidButton({ said }: { said: Said }) {
  const first = said.claims[0];
  return (
    <button type="button" class="figure" onClick={() => first && choose(first)} dir="auto">
      {said.text}
      {said.claims.length > 1 && <small> {count(said.claims.length, 'claim')}</small>}
    </button>
  );
}
