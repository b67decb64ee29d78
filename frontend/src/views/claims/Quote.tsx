import type { Claim } from '../../api/types';
import { type Veil, Veiled } from '../../parts/Veiled';

type Bounds = { start: number; end: number };

export function sentenceOf(claim: Claim): Bounds {
  const { sentence } = claim;
  return Array.isArray(sentence) ? { start: sentence[0], end: sentence[1] } : sentence;
}

/** A claim's sentence with its words and its speaker marked; offsets count code points. */
export function Quote({ claim, context = false }: { claim: Claim; context?: boolean }) {
  const sentence = sentenceOf(claim);
  const before = sentence.start - [...claim.before].length;
  return (
    <blockquote class="quote" dir="auto">
      {context && <Around claim={claim} text={claim.before} start={before} />}
      {cut(claim, claim.sentence_words, sentence.start).map((piece) => (
        <Marked key={piece.at} piece={piece} />
      ))}
      {context && <Around claim={claim} text={claim.after} start={sentence.end} />}
    </blockquote>
  );
}

/** What stands before and after the sentence: veiled like it, marked nowhere. */
function Around({ claim, text, start }: { claim: Claim; text: string; start: number }) {
  return (
    <span class="around">
      {cut(claim, text, start).map((piece) => (
        <Veiled key={piece.at} text={piece.text} veil={piece.veil} />
      ))}
    </span>
  );
}

type Piece = { at: number; text: string; claim: boolean; speaker: boolean; veil: Veil };

function Marked({ piece }: { piece: Piece }) {
  const words = <Veiled text={piece.text} veil={piece.veil} />;
  if (piece.claim) return <mark>{words}</mark>;
  return piece.speaker ? <span class="speaks">{words}</span> : words;
}

/** Text that begins at an offset of the report, cut wherever the claim, its speaker's words or a veil begins or ends. */
function cut(claim: Claim, text: string, start: number): Piece[] {
  const letters = [...text];
  const stretches = [claim, ...(claim.speaker ? [claim.speaker] : []), ...(claim.veils ?? [])];
  const edges = [0, letters.length, ...stretches.flatMap((each) => [each.start - start, each.end - start])];
  const cuts = [...new Set(edges.map((edge) => Math.max(0, Math.min(letters.length, edge))))].sort((a, b) => a - b);
  return cuts.slice(1).map((end, n) => {
    const from = cuts[n] ?? 0;
    const within = (each: Bounds | null) => each !== null && from + start >= each.start && end + start <= each.end;
    return {
      at: from,
      text: letters.slice(from, end).join(''),
      claim: within(claim),
      speaker: within(claim.speaker),
      veil: claim.veils?.find(within)?.veil ?? null,
    };
  });
}
