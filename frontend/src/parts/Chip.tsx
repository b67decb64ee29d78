// A mark, a word and a colour: never the colour alone.
const STATUS: Record<string, [string, string]> = {
  reported: ['○', 'calm'],
  confirmed: ['✓', 'good'],
  disputed: ['≠', 'warn'],
  denied: ['✕', 'bad'],
};
const DISAGREEMENT: Record<string, [string, string, string]> = {
  some: ['↔', 'range', 'calm'],
  wide: ['↔', 'wide range', 'warn'],
  contradicted: ['!', 'contradicted', 'bad'],
};
const REVIEW: Record<string, [string, string]> = {
  open: ['·', 'calm'],
  accepted: ['✓', 'good'],
  fixed: ['✎', 'good'],
  rejected: ['✕', 'bad'],
  unsure: ['?', 'warn'],
};

export function Chip({ mark, word, tone }: { mark: string; word: string; tone: string }) {
  return (
    <span class={`chip ${tone}`}>
      <span aria-hidden="true">{mark}</span> {word}
    </span>
  );
}

export function StatusChip({ status }: { status: string }) {
  const [mark, tone] = STATUS[status] ?? ['·', 'calm'];
  return <Chip mark={mark} word={status} tone={tone} />;
}

export function DisagreementChip({ disagreement }: { disagreement: string }) {
  const found = DISAGREEMENT[disagreement];
  return found ? <Chip mark={found[0]} word={found[1]} tone={found[2]} /> : null;
}

export function ReviewChip({ review }: { review: string }) {
  const [mark, tone] = REVIEW[review] ?? ['·', 'calm'];
  return review === 'open' ? null : <Chip mark={mark} word={review} tone={tone} />;
}
