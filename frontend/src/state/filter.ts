import { computed } from '@preact/signals';
import { query } from './place';

/** The words of the address that narrow the incidents, the same in every view. */
export const FILTERS = [
  'country',
  'region',
  'month',
  'from',
  'to',
  'type',
  'status',
  'harm',
  'group',
  'victims',
  'min',
  'disagreement',
  'review',
  'missing',
  'background',
  'part_of',
  'bbox',
  'text',
] as const;

export const FACETS = [
  'country',
  'region',
  'month',
  'type',
  'group',
  'status',
  'harm',
  'victims',
  'disagreement',
  'review',
  'missing',
] as const;

/** The filter alone, as a query for the API. */
export const filter = computed(() => {
  const kept = new URLSearchParams();
  for (const name of FILTERS) for (const value of query.value.getAll(name)) if (value) kept.append(name, value);
  return kept;
});

/** A path of the API with the filter and further words. */
export function asked(path: string, more: Record<string, string | number | null> = {}): string {
  const words = new URLSearchParams(filter.value);
  for (const [name, value] of Object.entries(more)) if (value !== null) words.set(name, String(value));
  const all = words.toString();
  return all ? `${path}?${all}` : path;
}
