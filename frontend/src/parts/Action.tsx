import type { ComponentChildren } from 'preact';
import { useKey } from '../state/keys';

type Props = {
  label: string;
  k?: string;
  run: () => void;
  kind?: 'main' | 'plain' | 'quiet' | 'bad';
  disabled?: boolean;
  pressed?: boolean;
  title?: string;
  children?: ComponentChildren;
};

/** A button with its key printed on it; the key works wherever the button is on the page. */
export function Action({ label, k, run, kind = 'plain', disabled = false, pressed, title, children }: Props) {
  useKey(k ?? null, label, run, !disabled);
  return (
    <button
      type="button"
      class={`action ${kind}`}
      disabled={disabled}
      onClick={run}
      {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
      {...(k === undefined ? {} : { 'aria-keyshortcuts': k })}
      {...(title === undefined ? {} : { title })}
    >
      {children ?? label}
      {k !== undefined && <Key k={k} />}
    </button>
  );
}

const NAMES: Record<string, string> = { Enter: '↵', Escape: 'esc', ArrowLeft: '←', ArrowRight: '→', ' ': 'space' };

export function Key({ k }: { k: string }) {
  return <kbd aria-hidden="true">{NAMES[k] ?? k}</kbd>;
}
