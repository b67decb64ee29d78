"""A report cut into windows of whole sentences that fit the network, and where each character's token lies."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from tallybook.read.document import Sentence

MOST = 384
"""Tokens of one window, the two marks at its ends among them; the encoder was trained on no more."""
OVERLAP = 2
"""How many sentences a window repeats of the one before, behind the headline, so that "another 42" has its context."""
FIRST, LAST = 101, 102
"""The tokens ``[CLS]`` and ``[SEP]`` of the encoder's vocabulary."""
_LONGEST = 160


class Encoding(Protocol):
    """What a tokeniser makes of one text: ids, and the characters of each."""

    @property
    def ids(self) -> list[int]: ...
    @property
    def offsets(self) -> list[tuple[int, int]]: ...


class Tokeniser(Protocol):
    """The part of a ``tokenizers.Tokenizer`` that is used here."""

    def encode_batch(self, input: list[str], *, add_special_tokens: bool = True) -> Sequence[Encoding]: ...


@dataclass(slots=True)
class Window:
    """Token ids with the first and last mark; ``starts`` the character at which each token begins (-1 at the marks)."""

    ids: list[int] = field(default_factory=lambda: [FIRST])
    starts: list[int] = field(default_factory=lambda: [-1])


@dataclass(frozen=True, slots=True)
class Windows:
    """All windows of a report; ``home`` tells each sentence's window and its tokens ``[low, high)`` there."""

    windows: tuple[Window, ...]
    home: dict[int, tuple[int, int, int]]

    def tokens(self, sentence: int, start: int, end: int) -> tuple[int, int, int, int] | None:
        """(window, first token, last token, the one after) of a span of characters; None where it was not read."""
        where = self.home.get(sentence)
        if where is None:
            return None
        window, low, high = where
        starts = self.windows[window].starts
        first = max(low, bisect_right(starts, start, low, high) - 1)
        last = max(first, bisect_right(starts, end - 1, low, high) - 1)
        return (window, first, last, min(last + 1, len(starts) - 1)) if first < high else None


def cut(
    text: str, sentences: Sequence[Sentence], tokeniser: Tokeniser, hidden: Iterable[tuple[int, int, int]] = ()
) -> Windows:
    """Windows over these sentences, in order. A sentence of more than 160 tokens is read up to there.

    ``hidden`` are stretches of the text in order, each with the token that the network sees in its place.
    """
    encoded = tokeniser.encode_batch([text[s.start : s.end] for s in sentences], add_special_tokens=False)
    unseen = list(hidden)
    pieces = [_piece(s, item, unseen) for s, item in zip(sentences, encoded, strict=True)]
    windows = [Window()]
    home: dict[int, tuple[int, int, int]] = {}
    for at, sentence in enumerate(sentences):
        if len(windows[-1].ids) + len(pieces[at][0]) + 1 > MOST:
            windows.append(_opened(pieces, at))
        low = len(windows[-1].ids)
        _append(windows[-1], pieces[at])
        home[sentence.index] = (len(windows) - 1, low, len(windows[-1].ids))
    for window in windows:
        _append(window, ([LAST], [-1]))
    return Windows(tuple(windows), home)


def _piece(sentence: Sentence, encoding: Encoding, hidden: list[tuple[int, int, int]]) -> tuple[list[int], list[int]]:
    """The tokens of a sentence and where they begin, with one token for all those of a hidden stretch."""
    ids: list[int] = []
    starts: list[int] = []
    at = bisect_left(hidden, (sentence.start, 0, 0))
    for token, (start, _) in zip(encoding.ids, encoding.offsets, strict=True):
        start += sentence.start
        while at < len(hidden) and hidden[at][1] <= start:
            at += 1
        if at < len(hidden) and hidden[at][0] <= start:
            if starts and starts[-1] >= hidden[at][0]:
                continue
            token = hidden[at][2]
        ids.append(token)
        starts.append(start)
    return ids[:_LONGEST], starts[:_LONGEST]


def _opened(pieces: Sequence[tuple[list[int], list[int]]], at: int) -> Window:
    """A further window with the headline and the sentences before it, as far as they leave room."""
    window = Window()
    before = [0, *range(max(1, at - OVERLAP), at)]
    for index in before:
        if len(window.ids) + len(pieces[index][0]) + len(pieces[at][0]) + 1 <= MOST:
            _append(window, pieces[index])
    return window


def _append(window: Window, piece: tuple[list[int], list[int]]) -> None:
    window.ids.extend(piece[0])
    window.starts.extend(piece[1])
