"""A text with slots, and the text that fills them: where each character of it comes from is known.

A slot is ``{kind key default}``; a key told before needs no default. A kind in capitals, or a slot that begins a
sentence, begins with a capital. ``{uk centre/center}`` is a word with two spellings. Sentences in « » trade places.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_SLOT = re.compile(r"\{(\w+)\s+([^{}]*)\}")
_SENTENCE = re.compile(r"«(.*?)»", re.DOTALL)


@dataclass(frozen=True)
class Piece:
    """A stretch of a shape. ``slot`` names what fills it (``kind key``); plain words have none."""

    number: int
    words: str
    slot: str | None = None
    capital: bool = False


@dataclass(frozen=True)
class Filled:
    """A text with its pieces: ``starts[i]`` is where ``pieces[i]`` begins."""

    text: str
    pieces: tuple[Piece, ...]
    starts: tuple[int, ...]

    def origin(self, at: int) -> tuple[int, int | str]:
        """The piece that a character comes from, and where in it: an offset, or whether it is the last of a slot."""
        index = max(i for i, start in enumerate(self.starts) if start <= at)
        piece, start = self.pieces[index], self.starts[index]
        end = self.starts[index + 1] if index + 1 < len(self.starts) else len(self.text)
        return piece.number, at - start if piece.slot is None else "last" if at == end - 1 else "slot"

    def slots(self, start: int, end: int) -> tuple[str, ...]:
        """The slots that a stretch of the text touches."""
        ends = (*self.starts[1:], len(self.text))
        return tuple(
            piece.slot
            for piece, begins, stops in zip(self.pieces, self.starts, ends, strict=True)
            if piece.slot is not None and begins < end and start < stops
        )


@dataclass(frozen=True)
class Shape:
    """The pieces of a text in order, the defaults of its slots, and the two runs of pieces that may trade places."""

    pieces: tuple[Piece, ...]
    defaults: Mapping[str, str]
    movable: tuple[range, range]

    def keys(self, kind: str) -> tuple[str, ...]:
        """The slots of one kind, in the order in which they are first met."""
        return tuple(slot for slot in self.defaults if slot.split()[0] == kind)

    def fill(self, words: Mapping[str, str], *, swapped: bool = False) -> Filled:
        """The text with these words in its slots."""
        text, starts = "", []
        order = self._order(swapped)
        for piece in order:
            starts.append(len(text))
            said = piece.words if piece.slot is None else words[piece.slot]
            text += said[:1].upper() + said[1:] if piece.capital else said
        return Filled(text, order, tuple(starts))

    def _order(self, swapped: bool) -> tuple[Piece, ...]:
        if not swapped:
            return self.pieces
        one, other = self.movable
        cut = [range(one.start), other, range(one.stop, other.start), one, range(other.stop, len(self.pieces))]
        return tuple(self.pieces[i] for run in cut for i in run)


def shape(text: str) -> Shape:
    """Reads a text with slots and two sentences in « »."""
    pieces: list[Piece] = []
    defaults: dict[str, str] = {}
    runs: list[range] = []
    for index, run in enumerate(_SENTENCE.split(_unwrapped(text))):
        first = len(pieces)
        pieces += _pieces(run, first, defaults, opens=index == 0 or index % 2 == 1)
        if index % 2:
            runs.append(range(first, len(pieces)))
    one, other = runs
    return Shape(tuple(pieces), defaults, (one, other))


def _unwrapped(text: str) -> str:
    """Lines of a paragraph become one."""
    return "\n\n".join(re.sub(r"\s+", " ", part).strip() for part in text.split("\n\n")) + "\n"


def _pieces(run: str, first: int, defaults: dict[str, str], *, opens: bool) -> list[Piece]:
    found: list[Piece] = []
    at = 0
    for match in _SLOT.finditer(run):
        if match.start() > at:
            found.append(Piece(first + len(found), run[at : match.start()]))
        slot = _named(match[1].lower(), match[2], defaults)
        capital = match[1][0].isupper() or (opens and not at and not match.start())
        capital = capital or run[: match.start()].endswith((". ", "\n"))
        found.append(Piece(first + len(found), "", slot, capital))
        at = match.end()
    return [*found, Piece(first + len(found), run[at:])] if at < len(run) else found


def _named(kind: str, said: str, defaults: dict[str, str]) -> str:
    if kind == "uk":
        key, default = said, said.split("/")[0]
    else:
        key, _, default = said.partition(" ")
    slot = f"{kind} {key}"
    defaults.setdefault(slot, default)
    return slot
