"""Which sentences the network reads: those that may hold a figure or a claim, and those in which their speakers speak.

Reading is what takes time. Of the marked reports a third of the words is left out, and two figures in a thousand.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tallybook.read.figures import Weighed
from tallybook.read.speakers import Attributions

_NUMBERS = frozenset(("bare", "unheard", "unknown", "people"))
_SOON = 2


def reading(weighed: Sequence[Weighed], claimed: Iterable[int], said: Attributions) -> frozenset[int]:
    """The numbers of the sentences to read: the first, those with a word of harm beside what may be counted, those
    with a claim (``claimed``), lists of numbers that go on from there, and those that name who speaks next to them."""
    chosen = {0, *claimed}
    numbers = set()
    for one in weighed:
        candidate = one.candidate
        if candidate.sort in _NUMBERS:
            numbers.add(one.sentence.index)
        if one.found is not None or one.pair is not None or candidate.more or candidate.share or candidate.of_group:
            chosen.add(one.sentence.index)
    _go_on(chosen, numbers)
    return frozenset(chosen | _heard(chosen, [told.tagged.sentence.index for told in said.told if told.cues]))


def _go_on(chosen: set[int], numbers: set[int]) -> None:
    """Adds the sentences with numbers that stand beside a chosen one, and those beside them."""
    edge = set(chosen)
    while edge:
        edge = {beside for index in edge for beside in (index - 1, index + 1) if beside in numbers} - chosen
        chosen |= edge


def _heard(chosen: Iterable[int], speaking: list[int]) -> set[int]:
    """The sentence in which somebody spoke last before each chosen one, and the next where it follows soon."""
    found = set()
    for index in chosen:
        found.update([other for other in speaking if other <= index][-1:])
        found.update([other for other in speaking if index < other <= index + _SOON][:1])
    return found
