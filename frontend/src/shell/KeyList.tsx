import { useState } from 'preact/hooks';
import { Key } from '../parts/Action';
import { Dialog } from '../parts/Dialog';
import { bindings } from '../state/keys';

/** Every key in force on this page. */
export function KeyList({ close }: { close: () => void }) {
  // As they were when the list was opened: the dialog itself takes them out of force.
  const [listed] = useState(() => [...new Map(bindings.value.map((each) => [each.key, each])).values()]);
  return (
    <Dialog title="Keys on this page" close={close}>
      <dl class="keys">
        {listed.map((each) => (
          <div key={each.key}>
            <dt>
              {each.key.split(' ').map((part) => (
                <Key key={part} k={part} />
              ))}
              <span class="unseen">{each.key}</span>
            </dt>
            <dd>{each.label}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
