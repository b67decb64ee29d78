import { useEffect, useRef } from 'preact/hooks';
import { Key } from '../../parts/Action';
import { useKey } from '../../state/keys';
import { query, setQuery } from '../../state/place';

/** Words that all occur in an incident or its reports. */
export function Search() {
  const field = useRef<HTMLInputElement>(null);
  const text = query.value.get('text') ?? '';
  useKey('/', 'Search', () => field.current?.focus());
  useEffect(() => {
    if (field.current && document.activeElement !== field.current) field.current.value = text;
  }, [text]);
  const search = () => setQuery({ text: field.current?.value.trim() || null, offset: null });
  return (
    <form
      class="search"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        search();
      }}
    >
      <label class="unseen" for="search">
        Words in the incident or its reports
      </label>
      <input id="search" type="search" ref={field} placeholder="Search" defaultValue={text} onChange={search} />
      <Key k="/" />
    </form>
  );
}
