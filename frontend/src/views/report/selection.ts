/** A stretch of a report that was selected on the page, in code points, and where it lies on the screen. */
export type Picked = { start: number; end: number; words: string; left: number; top: number };

function offsetOf(node: Node, inside: number): number | null {
  const piece = (node instanceof Element ? node : node.parentElement)?.closest<HTMLElement>('[data-start]');
  if (!piece || piece.dataset.start === undefined) return null;
  const before = document.createRange();
  before.selectNodeContents(piece);
  before.setEnd(node, inside);
  // Letters, not UTF-16 units: the book counts code points.
  return Number(piece.dataset.start) + [...before.toString()].length;
}

/** What is selected inside the text; null where nothing is, or where what is shown is not the text itself. */
export function chosenSpan(text: HTMLElement): Picked | null {
  const selection = window.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  if (!text.contains(range.commonAncestorContainer) || range.cloneContents().querySelector('.veil, .role')) return null;
  const start = offsetOf(range.startContainer, range.startOffset);
  const end = offsetOf(range.endContainer, range.endOffset);
  if (start === null || end === null || end <= start) return null;
  const words = range.toString();
  const lead = [...words].length - [...words.trimStart()].length;
  const trail = [...words].length - [...words.trimEnd()].length;
  const box = range.getBoundingClientRect();
  if (end - trail <= start + lead) return null;
  return { start: start + lead, end: end - trail, words: words.trim(), left: box.left, top: box.bottom };
}
