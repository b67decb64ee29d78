import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

/** A button that opens a small panel; closes on Escape, or when the focus or a click goes elsewhere. */
export function Menu({ label, children, title }: { label: string; title: string; children: ComponentChildren }) {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return;
    const away = (event: Event) => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) setOpen(false);
    };
    document.addEventListener('pointerdown', away);
    document.addEventListener('focusin', away);
    return () => {
      document.removeEventListener('pointerdown', away);
      document.removeEventListener('focusin', away);
    };
  }, [open]);
  const closeOnEscape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    setOpen(false);
    box.current?.querySelector('button')?.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape is listened for here, the button is what is used
    <div class="menu" ref={box} onKeyDown={closeOnEscape}>
      <button type="button" class="action quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
        {label}
        <span aria-hidden="true" class="caret" />
      </button>
      {open && (
        <section class="panel" aria-label={title}>
          {children}
        </section>
      )}
    </div>
  );
}
