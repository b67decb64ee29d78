import type { Bounds, Likeness, Place, Toll } from '../api/types';
import { desk } from '../state/desk';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** An ISO day, month or year in words, as precise as it is: "26 Aug 2024", "Aug 2024", "2024". */
export function day(iso: string | null): string {
  if (!iso) return 'no date';
  const [year = '', month, date] = iso.slice(0, 10).split('-');
  const named = month ? MONTHS[Number(month) - 1] : undefined;
  return [date ? String(Number(date)) : '', named ?? '', year].filter(Boolean).join(' ');
}

/** A first and last day: "25-26 Aug 2024". */
export function days(start: string | null, end: string | null): string {
  if (!start || !end || start === end) return day(start ?? end);
  const [first, last] = [day(start).split(' '), day(end).split(' ')];
  if (first.length === 3 && last.length === 3 && first[2] === last[2]) {
    const head = first[1] === last[1] ? first[0] : `${first[0]} ${first[1]}`;
    return `${head}–${last.join(' ')}`;
  }
  return `${day(start)} – ${day(end)}`;
}

/** An instant as the book keeps it, to the minute, with its zone said. */
export function instant(iso: string): string {
  const clock = iso.slice(11, 16);
  return clock ? `${day(iso)}, ${clock} UTC` : day(iso);
}

export function number(value: number | null): string {
  return value === null ? '?' : value.toLocaleString('en-GB');
}

/** "22 to 31, most likely 24": what a screen reader is told. */
export function spoken(bounds: Bounds): string {
  const { low, best, high } = bounds;
  if (low !== null && low === best && best === high) return number(best);
  const least = low === null ? 'no lower bound' : `low ${number(low)}`;
  const most = high === null ? 'no upper bound' : `high ${number(high)}`;
  return `${least}, best ${number(best)}, ${most}`;
}

/** "22–24–31"; one number where all three agree. */
export function short(bounds: Bounds): string {
  const { low, best, high } = bounds;
  if (low !== null && low === best && best === high) return number(best);
  return `${number(low)}–${number(best)}–${number(high)}`;
}

export function plain(word: string): string {
  return word.replaceAll('_', ' ');
}

export function capital(word: string): string {
  const spaced = plain(word);
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

const PRECISIONS: Record<string, string> = {
  exact: 'the place itself',
  near: 'near the place',
  adm2: 'the district',
  adm1: 'the first-level region',
  country: 'the country',
};

/** How closely a place is known, in words. */
export function precisionLabel(precision: string): string {
  return PRECISIONS[precision] ?? plain(precision);
}

export function victimsLabel(victims: string): string {
  return desk.value?.words.victims.find((each) => each.value === victims)?.label ?? plain(victims);
}

export function where(place: Place | null): string {
  if (!place) return 'no place';
  const names = [place.name, place.adm1, place.country_name ?? place.country];
  return names.filter((name, at) => name && names.indexOf(name) === at).join(', ');
}

/** One toll per harm, classes of victims added up: an open end of one is an open end of the sum. */
export function byHarm(tolls: Toll[]): Toll[] {
  const sums = new Map<string, Toll>();
  for (const toll of tolls) {
    const sum = sums.get(toll.harm);
    sums.set(toll.harm, sum ? added(sum, toll) : { ...toll, victims: 'all' });
  }
  return [...sums.values()];
}

function added(a: Toll, b: Toll): Toll {
  const plus = (x: number | null, y: number | null) => (x === null || y === null ? null : x + y);
  return { ...a, low: plus(a.low ?? 0, b.low ?? 0), best: plus(a.best, b.best), high: plus(a.high, b.high) };
}

export function count(n: number, one: string, many = `${one}s`): string {
  return `${n.toLocaleString('en-GB')} ${n === 1 ? one : many}`;
}

const LINKING: Record<string, string> = {
  same: 'linking would merge them',
  unsure: 'linking is unsure',
  different: 'linking keeps them apart',
  never: 'linking never merges them: place or date forbids it',
};

/** What linking makes of two incidents; `apart` is what keeps apart two that look the same. */
export function linking({ verdict_of_linking, apart }: Likeness): string {
  if (apart) return `they look the same, yet linking keeps them apart. ${apart}`;
  return LINKING[verdict_of_linking ?? ''] ?? 'linking has nothing to compare';
}
