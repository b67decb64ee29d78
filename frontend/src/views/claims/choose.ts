import { query, setQuery } from '../../state/place';

/** Show a claim beside the page; the address keeps which. */
export function choose(claim: string | null): void {
  setQuery({ claim }, { replace: true });
}

export function isChosen(claim: string): boolean {
  return query.value.get('claim') === claim;
}
