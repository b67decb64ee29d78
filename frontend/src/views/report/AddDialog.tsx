import { useState } from 'preact/hooks';
import type { Decision, ReportPage } from '../../api/types';
import { LivePreview } from '../../parts/PreviewTable';
import { FigureFields, type FigureWords } from '../claims/FigureFields';
import { WhyDialog } from '../WhyDialog';
import type { Picked } from './selection';

/** The number that the selected words begin with, if they hold one in digits. */
export function numberIn(words: string): number | null {
  const found = words.replace(/(\d)[,.](?=\d{3}\b)/g, '$1').match(/\d+/);
  return found ? Number(found[0]) : null;
}

/** A figure that the reader missed. */
export function AddDialog({ picked, page, close }: { picked: Picked; page: ReportPage; close: () => void }) {
  const told = numberIn(picked.words);
  const [words, setWords] = useState<FigureWords>({
    harm: 'killed',
    victims: 'unspecified',
    low: told,
    high: told,
    qualifier: 'exact',
    scope: 'whole',
  });
  const [local, setLocal] = useState(page.local[0]?.key ?? null);
  const decision: Decision = {
    verdict: 'add',
    subject: page.report.id,
    change: { kind: 'figure', start: picked.start, end: picked.end, speaker: null, local, ...words },
  };
  const whole = words.low !== null || words.high !== null;
  return (
    <WhyDialog
      about="claim"
      title="Add a claim"
      label="Add"
      decision={decision}
      told="Added a claim"
      close={close}
      wide
    >
      <blockquote class="quote" dir="auto">
        <mark>{picked.words}</mark>
      </blockquote>
      <FigureFields words={words} set={setWords} />
      <label class="of-incident">
        Of which incident in this report
        <select value={local ?? ''} onChange={(event) => setLocal(event.currentTarget.value || null)}>
          {page.local.map((each) => (
            <option key={each.key} value={each.key}>
              {each.key}: {each.title}
            </option>
          ))}
          <option value="">none</option>
        </select>
      </label>
      {whole && <LivePreview decision={decision} />}
    </WhyDialog>
  );
}
