import { useState } from 'preact/hooks';
import type { Claim, Decision } from '../../api/types';
import { LivePreview } from '../../parts/PreviewTable';
import { desk } from '../../state/desk';
import { WhyDialog } from '../WhyDialog';
import { FigureFields, type FigureWords } from './FigureFields';
import { Quote } from './Quote';
import { SpeakerFields, speakerChange, speakerOf, speakersNear } from './SpeakerFields';

type Props = { claim: Claim; beside: Claim[]; seen: string | undefined; close: () => void };

/** Correct what was read of a claim; the sentence stays in sight, and what would change is shown before. */
export function FixDialog({ claim, beside, seen, close }: Props) {
  const first = wordsOf(claim);
  const [words, setWords] = useState<FigureWords>(first);
  const [current, setCurrent] = useState(claim.current);
  const [speaker, setSpeaker] = useState(speakerOf(claim));
  const change = {
    ...changed(first, words),
    ...speakerChange(claim, speaker),
    ...(current === claim.current ? {} : { current }),
  };
  const decision: Decision = { verdict: 'fix', subject: claim.id, change, ...(seen === undefined ? {} : { seen }) };
  const any = Object.keys(change).length > 0;
  return (
    <WhyDialog
      about="claim"
      title={`Fix: ${claim.says}`}
      label="Fix and accept"
      decision={decision}
      told={`Fixed: ${claim.says}`}
      close={close}
      wide
    >
      <Quote claim={claim} />
      {claim.kind === 'figure' && <FigureFields words={words} set={setWords} />}
      <SpeakerFields words={speaker} near={speakersNear(beside, claim.report)} set={setSpeaker} />
      <label class="switch">
        <input type="checkbox" checked={current} onChange={(event) => setCurrent(event.currentTarget.checked)} />
        <span>The report still holds it to be true (not “up from 16”)</span>
      </label>
      {any && desk.value && <LivePreview decision={decision} />}
    </WhyDialog>
  );
}

function wordsOf(claim: Claim): FigureWords {
  return {
    harm: claim.harm ?? '',
    victims: claim.victims ?? '',
    low: claim.low ?? null,
    high: claim.high ?? null,
    qualifier: claim.qualifier ?? 'exact',
    scope: claim.scope ?? 'whole',
  };
}

function changed(before: FigureWords, after: FigureWords): Partial<FigureWords> {
  const names = Object.keys(after) as (keyof FigureWords)[];
  return Object.fromEntries(names.filter((name) => before[name] !== after[name]).map((name) => [name, after[name]]));
}
