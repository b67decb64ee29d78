import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { care } from '../state/care';

type Transliterate = (text: string) => string;

// Fetched when first asked for: the tables are large, and most reports need none.
const latin = signal<Transliterate | null>(null);
const FOREIGN = /[^\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]/u;
// Characters that would hide or reorder the text around them are shown by their code.
const HIDING = /[\u202a-\u202e\u2066-\u2069\ud800-\udfff\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/gu;

/** Text of a report: only ever text, in Latin letters where that is asked for. */
export function Written({ text }: { text: string }) {
  const wanted = care.value.latin && FOREIGN.test(text);
  useEffect(() => {
    if (!wanted || latin.value) return;
    void import('any-ascii').then((module) => {
      latin.value = module.default;
    });
  }, [wanted]);
  const shown = text.replace(
    HIDING,
    (found) => `⟦U+${(found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟧`,
  );
  return <>{wanted && latin.value ? latin.value(shown) : shown}</>;
}
