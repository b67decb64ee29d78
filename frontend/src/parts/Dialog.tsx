import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { scope } from '../state/keys';

let count = 0;

/** A modal dialog: keeps the focus, hides the page's keys, closes on Escape. */
export function Dialog(props: { title: string; close: () => void; children: ComponentChildren; wide?: boolean }) {
  const box = useRef<HTMLDialogElement>(null);
  // Set while rendering, since the keys of what is inside are bound before this component's own effects run.
  const mine = useRef(0);
  if (mine.current === 0) {
    count += 1;
    mine.current = count;
    scope.value = count;
  }
  useLayoutEffect(() => {
    const before = document.activeElement;
    box.current?.showModal();
    // Not on the first button: Enter then means what is printed on the dialog's own button.
    (box.current?.querySelector<HTMLElement>('[data-first]') ?? box.current)?.focus();
    return () => {
      scope.value = 0;
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={box}
      tabIndex={-1}
      class={props.wide ? 'wide' : ''}
      aria-labelledby={`dialog-${mine.current}`}
      onClose={props.close}
    >
      <header>
        <h2 id={`dialog-${mine.current}`}>{props.title}</h2>
        <button type="button" class="action quiet" onClick={props.close}>
          Close<kbd aria-hidden="true">esc</kbd>
        </button>
      </header>
      {props.children}
    </dialog>
  );
}
