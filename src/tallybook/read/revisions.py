"""Which of a report's numbers no longer stand: told as earlier ones, with another number in their place.

A number that is only told as "earlier" stands as long as no other takes its place; one that a report gives up in so
many words ("up from 16") does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from tallybook.read.document import Document, Token
from tallybook.read.lexicon import Phrases
from tallybook.read.quantities import starts_number
from tallybook.read.states import states
from tallybook.records import Figure, Speaker
from tallybook.vocabulary import load

_BEFORE = 9
_BEHIND = 8
_REVISED = 7
_SENTENCES = 2
_TELLING = 20
"""A toll from here on is the same one wherever the report tells it."""
_HARD = frozenset((";", ":"))


@cache
def _table(name: str) -> Phrases[bool]:
    return Phrases((phrase, True) for phrase in load("revisions")[name])


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(load("revisions")[name])


def is_old(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether the words of its sentence alone tell a number as one that no longer stands."""
    return given_up(tokens, first, last) or told_as_earlier(tokens, first, last)


def given_up(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether the words themselves give a number up: "up from 16", "rose from 12 to 15", "not 93 but"."""
    row = tuple(tokens)
    return _starts(row, first, "instead") or _from_to(row, first, last) or _denied(row, first, last)


def told_as_earlier(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether a number is told as an earlier one: "had put the toll at 12", "12 at first"."""
    row = tuple(tokens)
    if _starts(row, first, "before") or _against(row, first, last) or _behind(row, last):
        return True
    low = max(0, first - _BEFORE)
    stretch = {token.low for token in row[max(0, low - 4) : first]}
    return _starts(row, first, "earlier") and not _words("telling").isdisjoint(stretch)


def _starts(tokens: tuple[Token, ...], first: int, name: str) -> bool:
    """Whether a phrase stands within a few words in front of a token, with no mark between.

    A phrase right behind another number is told of that one ("260 at first, 364 by now").
    """
    table = _table(name)
    for at in range(first - 1, max(-1, first - _BEFORE - 1), -1):
        if tokens[at].text in _HARD or (name == "instead" and _is_number(tokens[at])):
            return False
        if table.starts(tokens[at].low) and table.at(tokens, at) is not None:
            return not (at and _is_number(tokens[at - 1]))
    return False


def _is_number(token: Token) -> bool:
    return token.text[0].isdigit() or starts_number(token.low)


def _behind(tokens: tuple[Token, ...], last: int) -> bool:
    table = _table("behind")
    for at in range(last + 1, min(len(tokens), last + 1 + _BEHIND)):
        if tokens[at].text in _HARD or tokens[at].low in _words("breaks") or _is_number(tokens[at]):
            return False
        if table.starts(tokens[at].low) and table.at(tokens, at) is not None:
            return True
    return False


def _from_to(tokens: tuple[Token, ...], first: int, last: int) -> bool:
    """ "rose from 12 to 15": the 12."""
    if first < 1 or tokens[first - 1].low != "from":
        return False
    return "to" in [token.low for token in tokens[last + 1 : last + 3]]


def _denied(tokens: tuple[Token, ...], first: int, last: int) -> bool:
    """ "Seventy-six people died, not 93", "Not 1,400 but 1,200"."""
    if first < 1 or tokens[first - 1].low != "not" or not tokens[first].text[0].isalnum():
        return False
    opens = first == 1 or tokens[first - 2].text in ',—–-("“'
    after = tokens[last + 1].low if last + 1 < len(tokens) else "."
    return opens and after in (",", ".", "but", ")", "as", "—", "–", ";")


def _against(tokens: tuple[Token, ...], first: int, last: int) -> bool:
    """ "76 dead, against 93 before"."""
    if "against" not in [token.low for token in tokens[max(0, first - 2) : first]]:
        return False
    table = _table("past")
    return any(table.at(tokens, at) is not None for at in range(last + 1, min(len(tokens), last + 5)))


@dataclass(slots=True)
class _Number:
    """A figure with its place in the tokens; ``old`` and whether another number must take its place."""

    figure: Figure
    tokens: tuple[Token, ...]
    sentence: int
    first: int
    last: int
    old: bool = False
    final: bool = False

    @property
    def bounds(self) -> tuple[int | None, int | None]:
        return self.figure.low, self.figure.high

    @property
    def stated(self) -> int:
        return self.figure.low or self.figure.high or 0


def settled(doc: Document, figures: Iterable[Figure]) -> list[Figure]:
    """The figures of a report, each with whether it still stands; their incidents and speakers must be known."""
    numbers = sorted((_number(doc, figure) for figure in figures), key=lambda one: (one.figure.start, one.figure.end))
    for one in numbers:
        one.final = given_up(one.tokens, one.first, one.last)
        one.old = one.final or told_as_earlier(one.tokens, one.first, one.last)
    _mark_beside(numbers)
    _mark_revised(numbers)
    _mark_runs(numbers)
    _reinstate(numbers)
    _mark_older_tellings(doc, numbers)
    _mark_repeated(numbers)
    return [replace(one.figure, current=not one.old) for one in numbers]


def _number(doc: Document, figure: Figure) -> _Number:
    sentence = doc.at(figure.start)
    inside = [at for at, token in enumerate(sentence.tokens) if figure.start <= token.start < figure.end]
    first, last = (inside[0], inside[-1]) if inside else (0, 0)
    return _Number(figure, sentence.tokens, sentence.index, first, last)


def _mark_beside(numbers: Sequence[_Number]) -> None:
    """Numbers told in one breath with one that is told as earlier: "had reported 13 deaths and 95 wounded"."""
    for left, right in pairwise(numbers):
        if not left.old or left.final or left.sentence != right.sentence or _is_revised(right, left):
            continue
        between = {token.low for token in left.tokens[left.last + 1 : right.first]}
        if _words("breaks").isdisjoint(between) and left.figure.speaker == right.figure.speaker:
            right.old = True


def _is_revised(one: _Number, before: _Number | None, name: str = "revised") -> bool:
    """Whether a number is told as taking another's place: "corrected it to 15", "then of 38"."""
    tokens, table = one.tokens, _table(name)
    low = max(0, one.first - _REVISED)
    if before is not None and before.sentence == one.sentence:
        low = max(low, before.last + 1)
    if one.first > low and tokens[one.first - 1].low == "then":
        return True
    return any(table.starts(tokens[at].low) and table.at(tokens, at) is not None for at in range(low, one.first))


def _mark_revised(numbers: Sequence[_Number]) -> None:
    """The number before one that takes its place."""
    for index, one in enumerate(numbers):
        before = numbers[index - 1] if index else None
        larger = not _is_revised(one, before)
        if one.final or (larger and not _is_revised(one, before, "raised")):
            continue
        earlier = (other for other in reversed(numbers[:index]) if one.sentence - other.sentence <= _SENTENCES)
        given_anew = next((other for other in earlier if _counts_same(one, other)), None)
        if given_anew is not None and (one.stated > given_anew.stated or not larger):
            given_anew.old = given_anew.final = True


def _mark_runs(numbers: Sequence[_Number]) -> None:
    """ "The toll has read 11, 39, 59": of three bare numbers in a row the last one stands."""
    for left, middle, right in zip(numbers, numbers[1:], numbers[2:], strict=False):
        if _is_next(left, middle) and _is_next(middle, right):
            left.old = left.final = middle.old = middle.final = True


def _is_next(left: _Number, right: _Number) -> bool:
    between = [token.low for token in left.tokens[left.last + 1 : right.first]]
    bare = left.first == left.last and right.first == right.last
    joined = left.sentence == right.sentence and between in ([","], ["and"], [",", "and"])
    return bare and joined and left.figure.harm == right.figure.harm


def _counts_same(one: _Number, other: _Number) -> bool:
    """Whether a number may be the count of the same thing as another, given anew."""
    mine, theirs = one.figure, other.figure
    if mine is theirs or mine.harm != theirs.harm or one.bounds == other.bounds:
        return False
    return mine.victims == theirs.victims or "unspecified" in (mine.victims, theirs.victims)


def _reinstate(numbers: Sequence[_Number]) -> None:
    """A number only told as earlier stands where no other takes its place; a part goes with its whole."""
    replaced = {id(one) for one in numbers if one.final or _is_replaced(one, numbers)}
    wholes = {_breath(one): one for one in numbers if one.old and one.figure.scope != "part"}
    for one in numbers:
        whole = wholes.get(_breath(one), one) if one.figure.scope == "part" else one
        one.old = one.old and id(whole) in replaced


def _breath(one: _Number) -> tuple[int, str | None, str]:
    return one.sentence, one.figure.local, one.figure.harm


def _is_replaced(one: _Number, numbers: Sequence[_Number]) -> bool:
    return any(_replaces(other, one) for other in numbers)


def _replaces(other: _Number, one: _Number) -> bool:
    """Whether another number of the same incident takes a number's place; a part never takes that of the whole."""
    if other.old or not _counts_same(other, one) or other.figure.local != one.figure.local:
        return False
    if other.figure.scope == "part" and one.figure.scope != "part":
        return False
    return _may_speak_for(other.figure.speaker, one.figure.speaker)


def _may_speak_for(later: Speaker | None, earlier: Speaker | None) -> bool:
    """Whether one speaker's number can take the place of another's: never across states, nor an outsider's."""
    if later is None or earlier is None or later.name == earlier.name:
        return True
    mine, theirs = _states_of(later), _states_of(earlier)
    if mine and theirs and mine.isdisjoint(theirs):
        return False
    return earlier.kind not in _words("outsiders")


def _states_of(speaker: Speaker) -> frozenset[str]:
    words = speaker.name.lower().replace("’", "'").replace("'s", "").split()
    return frozenset(states()[word] for word in words if word in states())


def _mark_older_tellings(doc: Document, numbers: Sequence[_Number]) -> None:
    """What stands under "The story as first published:", or under the second "Update 7:40 p.m.:", was told before."""
    start = _older_from(doc)
    if start is None:
        return
    above = [one for one in numbers if one.figure.start < start]
    for one in numbers:
        if one.figure.start > start and one.figure.scope != "part":
            newer = (other for other in above if not other.old and other.figure.local == one.figure.local)
            one.old = one.old or any(_counts_same(other, one) for other in newer)


def _older_from(doc: Document) -> int | None:
    """Where the older tellings of a report begin, None where it is told once."""
    updates = 0
    for sentence in doc.sentences:
        tokens = sentence.tokens
        mark = next((at for at, token in enumerate(tokens[:14]) if token.text == ":" and not _is_clock(tokens, at)), 0)
        if any(_table("stories").at(tokens, at) is not None for at in range(mark)):
            return tokens[mark].start
        updates += bool(mark) and tokens[0].low in _words("updates")
        if updates == 2:
            return tokens[mark].start
    return None


def _is_clock(tokens: tuple[Token, ...], mark: int) -> bool:
    """Whether a colon stands within a time of day: "7:40"."""
    return 0 < mark < len(tokens) - 1 and tokens[mark - 1].text.isdigit() and tokens[mark + 1].text.isdigit()


def _mark_repeated(numbers: Sequence[_Number]) -> None:
    """A number that no longer stands does so nowhere else in the report, where another has taken its place."""
    gone = [one for one in numbers if one.old and one.figure.scope != "part" and _is_replaced(one, numbers)]
    for one in numbers:
        one.old = one.old or (one.figure.scope != "part" and any(_is_same(one, other) for other in gone))


def _is_same(one: _Number, other: _Number) -> bool:
    near = one.figure.local == other.figure.local or one.stated >= _TELLING
    return near and one.stated > 1 and one.stated == other.stated and one.figure.harm == other.figure.harm
