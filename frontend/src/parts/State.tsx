import type { ComponentChildren } from 'preact';
import type { Loaded } from '../api/load';

/** What was asked for, or why it is not there. */
export function Shown<T>({ of: loaded, children }: { of: Loaded<T>; children: (data: T) => ComponentChildren }) {
  if (loaded.error) {
    return (
      <div class="fault" role="alert">
        <p>
          <b>{loaded.error.what}</b>
        </p>
        <p>{loaded.error.next}</p>
      </div>
    );
  }
  if (loaded.data === null) return <p class="waiting">Reading the book …</p>;
  return <div class={loaded.loading ? 'loaded again' : 'loaded'}>{children(loaded.data)}</div>;
}

export function Empty({ children }: { children: ComponentChildren }) {
  return <p class="empty">{children}</p>;
}
