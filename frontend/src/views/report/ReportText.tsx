import { useEffect, useRef, useState } from 'preact/hooks';
import type { Claim, Piece, ReportPage } from '../../api/types';
import { Veiled } from '../../parts/Veiled';
import { care } from '../../state/care';
import { mayDecide } from '../../state/desk';
import { setQuery } from '../../state/place';
import { AddDialog } from './AddDialog';
import { Selecting } from './Selecting';
import { chosenSpan, type Picked } from './selection';

const LABELS: Record<Piece['role'], string> = {
  headline: '',
  body: '',
  furniture: 'Not part of the article',
  other_article: 'Another article on the same page',
};

/** The whole text, character for character, in pieces cut by the server. */
export function ReportText({ page, chosen }: { page: ReportPage; chosen: Claim | null }) {
  const text = useRef<HTMLDivElement>(null);
  const [picked, setPicked] = useState<Picked | null>(null);
  // Held apart from the selection, which is gone as soon as a field of the dialog has the focus.
  const [adding, setAdding] = useState<Picked | null>(null);
  useEffect(() => {
    const look = () => setPicked(text.current ? chosenSpan(text.current) : null);
    document.addEventListener('selectionchange', look);
    return () => document.removeEventListener('selectionchange', look);
  }, []);
  const direction = care.value.direction === 'auto' ? page.direction : care.value.direction;
  return (
    <>
      <div class="report-text" ref={text} dir={direction}>
        {stretches(page.pieces).map((stretch) => (
          <div key={stretch[0]?.start} class={`stretch ${stretch[0]?.role}`}>
            <Label stretch={stretch} />
            {stretch.map((piece) => (
              <PieceOf key={piece.start} piece={piece} chosen={chosen} />
            ))}
          </div>
        ))}
      </div>
      {mayDecide.value && picked && !adding && <Selecting picked={picked} chosen={chosen} add={setAdding} />}
      {adding && <AddDialog picked={adding} page={page} close={() => setAdding(null)} />}
    </>
  );
}

function Label({ stretch }: { stretch: Piece[] }) {
  const label = LABELS[stretch[0]?.role ?? 'body'];
  const blank = stretch.every((piece) => piece.text.trim() === '');
  return label && !blank ? <p class="role">{label}</p> : null;
}

/** Pieces of one role that follow each other. */
function stretches(pieces: Piece[]): Piece[][] {
  const all: Piece[][] = [];
  for (const piece of pieces) {
    const last = all.at(-1);
    if (last && last[0]?.role === piece.role) last.push(piece);
    else all.push([piece]);
  }
  return all;
}

function PieceOf({ piece, chosen }: { piece: Piece; chosen: Claim | null }) {
  const on = chosen !== null && piece.claims.includes(chosen.id);
  const speaks = chosen !== null && piece.speaks.includes(chosen.id);
  const names = [
    'piece',
    piece.claims.length > 0 && 'claimed',
    piece.speaks.length > 0 && 'speaks',
    on && 'chosen',
    speaks && 'speaker',
  ];
  const words = <Veiled text={piece.text} veil={piece.veil} />;
  const first = on && chosen ? (piece.claims.find((id) => id !== chosen.id) ?? chosen.id) : piece.claims[0];
  if (!first) {
    return (
      <span class={names.filter(Boolean).join(' ')} data-start={piece.start}>
        {words}
      </span>
    );
  }
  // A selection inside the words must stay possible, so this is no button; the list beside is the keyboard's way.
  return (
    // biome-ignore lint/a11y: the list of claims beside the text does the same for the keyboard
    <mark
      class={names.filter(Boolean).join(' ')}
      data-start={piece.start}
      onClick={() => window.getSelection()?.isCollapsed && setQuery({ claim: first }, { replace: true })}
    >
      {words}
    </mark>
  );
}
