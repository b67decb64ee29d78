import { signal } from '@preact/signals';
import { useEffect, useRef, useState } from 'preact/hooks';
import { DeskError, get } from './client';

/** Goes up with each decision, so that what is shown is asked for anew. */
export const changes = signal(0);

export type Loaded<T> = { data: T | null; error: DeskError | null; loading: boolean };

function asFault(error: unknown): DeskError {
  if (error instanceof DeskError) return error;
  throw error;
}

/** What a path of the API gives. The last answer stays on the page while the next is under way. */
export function useGet<T>(path: string | null): Loaded<T> {
  const [state, setState] = useState<Loaded<T>>({ data: null, error: null, loading: path !== null });
  const round = changes.value;
  const shown = useRef<string | null>(null);
  useEffect(() => {
    if (path === null) return;
    const stop = new AbortController();
    const keep = samePage(shown.current, path);
    setState((old) => ({ data: keep ? old.data : null, error: null, loading: true }));
    shown.current = path;
    get<T>(path, stop.signal)
      .then((data) => setState({ data, error: null, loading: false }))
      .catch((error: unknown) => {
        if (!stop.signal.aborted) setState({ data: null, error: asFault(error), loading: false });
      });
    return () => stop.abort();
  }, [path, round]);
  return state;
}

/** Whether two paths differ in their query only: then the old answer may stay while the new one comes. */
function samePage(a: string | null, b: string): boolean {
  return a !== null && a.split('?')[0] === b.split('?')[0];
}
