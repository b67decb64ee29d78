import type { Claim } from '../../api/types';
import { Written } from '../../parts/Written';

type Bounds = { start: number; end: number };

export function sentenceOf(claim: Claim): Bounds {
  const { sentence } = claim;
  return Array.isArray(sentence) ? { start: sentence[0], end: sentence[1] } : sentence;
}

/** A claim's sentence with its words and its speaker marked; offsets count code points. */
export function Quote({ claim, context = false }: { claim: Claim; context?: boolean }) {
  return (
    <blockquote class="quote" dir="auto">
      {context && <span class="around">{claim.before}</span>}
      {cut(claim).map((piece) => (
        <Marked key={piece.at} piece={piece} />
      ))}
      {context && <span class="around">{claim.after}</span>}
    </blockquote>
  );
}

type Piece = { at: number; text: string; claim: boolean; speaker: boolean };

function Marked({ piece }: { piece: Piece }) {
  if (piece.claim)
    return (
      <mark>
        <Written text={piece.text} />
      </mark>
    );
  if (piece.speaker)
    return (
      <span class="speaks">
        <Written text={piece.text} />
      </span>
    );
  return <Written text={piece.text} />;
}

function cut(claim: Claim): Piece[] {
  const letters = [...claim.sentence_words];
  const { start } = sentenceOf(claim);
  const edges = [0, claim.start - start, claim.end - start, letters.length];
  if (claim.speaker) edges.push(claim.speaker.start - start, claim.speaker.end - start);
  const cuts = [...new Set(edges.map((edge) => Math.max(0, Math.min(letters.length, edge))))].sort((a, b) => a - b);
  return cuts.slice(1).map((end, n) => {
    const from = cuts[n] ?? 0;
    return {
      at: from,
      text: letters.slice(from, end).join(''),
      claim: from + start >= claim.start && end + start <= claim.end,
      speaker: claim.speaker !== null && from + start >= claim.speaker.start && end + start <= claim.speaker.end,
    };
  });
}
