import { signal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { care } from './care';

export type Binding = { key: string; label: string; run: () => void; scope: number };

/** All keys in force now, for the list that "?" opens. The innermost dialog's keys hide all others. */
export const bindings = signal<Binding[]>([]);
export const scope = signal(0);

/** Binds a key (as "a", "Enter", "g i" for two in a row) while the component is on the page. */
export function useKey(key: string | null, label: string, run: () => void, active = true): void {
  const latest = useRef(run);
  latest.current = run;
  useLayoutEffect(() => {
    if (key === null || !active) return;
    const binding: Binding = { key, label, run: () => latest.current(), scope: scope.value };
    bindings.value = [...bindings.value, binding];
    return () => {
      bindings.value = bindings.value.filter((each) => each !== binding);
    };
  }, [key, label, active]);
}

let first = '';
let firstAt = 0;

/** Whether the key belongs to what has the focus: letters to a field, Enter and space to a button or link. */
function isTaken(event: KeyboardEvent): boolean {
  const target = event.target;
  if (!(target instanceof HTMLElement)) return false;
  const press = event.key === 'Enter' || event.key === ' ';
  if (press && target.closest('button, a, summary, [role=button]')) return true;
  if (target instanceof HTMLInputElement && /^(checkbox|radio)$/.test(target.type)) return event.key === ' ';
  if (target instanceof HTMLInputElement && event.key === 'Enter') return target.closest('dialog') === null;
  return target.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName);
}

/** In a field of several lines Enter is a new line; with Ctrl it means what is printed on the dialog's button. */
function isSent(event: KeyboardEvent): boolean {
  const inside = event.target instanceof Element && event.target.closest('dialog') !== null;
  return event.key === 'Enter' && (event.ctrlKey || event.metaKey) && inside;
}

function pressed(event: KeyboardEvent): void {
  if (isSent(event)) find('Enter')?.run();
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || !care.value.keys) return;
  if (isTaken(event)) return;
  const two = Date.now() - firstAt < 1200 ? `${first} ${event.key}` : '';
  const found = find(two) ?? find(event.key);
  first = event.key;
  firstAt = Date.now();
  if (!found) return;
  event.preventDefault();
  first = '';
  found.run();
}

function find(key: string): Binding | undefined {
  return bindings.value.filter((each) => each.key === key && each.scope === scope.value).at(-1);
}

export function listen(): void {
  window.addEventListener('keydown', pressed);
}
