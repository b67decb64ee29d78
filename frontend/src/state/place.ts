import { computed, signal } from '@preact/signals';

/** Where the page is: all that it shows follows from the address, so that any view can be sent to a colleague. */
export const address = signal(here());

export const path = computed(() => address.value.split('?')[0] ?? '/');
export const query = computed(() => new URLSearchParams(address.value.split('?')[1] ?? ''));

function here(): string {
  return `${window.location.pathname}${window.location.search}`;
}

window.addEventListener('popstate', () => {
  address.value = here();
});

/** Go to an address of the desk. */
export function go(to: string, { replace = false } = {}): void {
  if (to === address.value) return;
  if (replace) window.history.replaceState(null, '', to);
  else window.history.pushState(null, '', to);
  const moved = to.split('?')[0] !== path.value;
  address.value = to;
  if (moved) arrive();
}

/** A new page begins at its top, and a screen reader is told so. */
function arrive(): void {
  window.scrollTo(0, 0);
  requestAnimationFrame(() => document.querySelector<HTMLElement>('main')?.focus({ preventScroll: true }));
}

export type Changes = Record<string, string | string[] | null>;

/** The present address with some of its words changed; null takes a word out. */
export function withQuery(changes: Changes, from: URLSearchParams = query.value): string {
  const next = new URLSearchParams(from);
  for (const [name, value] of Object.entries(changes)) {
    next.delete(name);
    const values = value === null ? [] : Array.isArray(value) ? value : [value];
    for (const each of values) next.append(name, each);
  }
  const words = next.toString();
  return words ? `${path.value}?${words}` : path.value;
}

export function setQuery(changes: Changes, options: { replace?: boolean } = {}): void {
  go(withQuery(changes), options);
}

/** A click that the page answers itself, unless it asks for a new tab. */
export function follow(event: MouseEvent): void {
  const link = (event.target as Element | null)?.closest('a');
  if (!link || event.defaultPrevented || event.button !== 0) return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  if (link.target || link.hasAttribute('download') || link.origin !== window.location.origin) return;
  if (/^\/(api|assets)\//.test(link.pathname) || (link.hash && link.pathname === window.location.pathname)) return;
  event.preventDefault();
  go(`${link.pathname}${link.search}`);
}
