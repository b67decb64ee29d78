"""Which of a report's numbers no longer stand: told as earlier ones, with another number in their place.

A number that is only told as "earlier" stands as long as no other takes its place; one that a report gives up in so
many words ("up from 16") does not.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from tallybook.read.document import Document, Sentence, Token
from tallybook.read.lexicon import Phrases
from tallybook.read.quantities import starts_number
from tallybook.read.states import states
from tallybook.records import Figure, Harm, Speaker
from tallybook.vocabulary import load

_BEFORE = 9
_BEHIND = 8
_REVISED = 7
_SENTENCES = 2
_NEAR = 40
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
    """ "rose from 12 to 15", "cut to 15, from 12": the 12."""
    if first < 1 or tokens[first - 1].low != "from":
        return False
    if "to" in [token.low for token in tokens[last + 1 : last + 3]]:
        return True
    to = first - 3 - (first > 2 and tokens[first - 2].text == ",")
    return to >= 0 and tokens[to].low == "to" and _is_number(tokens[to + 1])


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


Standing = dict[tuple[Harm, str | None], dict[tuple[object, ...], _Number]]


def settled(doc: Document, figures: Iterable[Figure]) -> list[Figure]:
    """The figures of a report, each with whether it still stands; their incidents and speakers must be known."""
    numbers = _numbers(doc, figures)
    for one in numbers:
        one.final = given_up(one.tokens, one.first, one.last)
        one.old = one.final or told_as_earlier(one.tokens, one.first, one.last)
    _mark_beside(numbers)
    _mark_revised(numbers)
    _mark_runs(numbers)
    _reinstate(numbers)
    _mark_older_tellings(doc, numbers)
    _mark_repeated(numbers)
    return [_standing_or_not(one) for one in numbers]


def _standing_or_not(one: _Number) -> Figure:
    """The figure with whether it still stands; itself where it says so already."""
    return one.figure if one.figure.current is not one.old else replace(one.figure, current=not one.old)


def _numbers(doc: Document, figures: Iterable[Figure]) -> list[_Number]:
    starts = [sentence.start for sentence in doc.sentences]
    found = (_number(doc.sentences[max(0, bisect_right(starts, one.start) - 1)], one) for one in figures)
    return sorted(found, key=lambda one: (one.figure.start, one.figure.end))


def _number(sentence: Sentence, figure: Figure) -> _Number:
    tokens = sentence.tokens
    first = bisect_left(tokens, figure.start, key=_start)
    last = max(first, bisect_left(tokens, figure.end, key=_start) - 1)
    return _Number(figure, tokens, sentence.index, min(first, len(tokens) - 1), min(last, len(tokens) - 1))


def _start(token: Token) -> int:
    return token.start


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
        given_anew = _given_before(numbers, index)
        if given_anew is not None and (one.stated > given_anew.stated or not larger):
            given_anew.old = given_anew.final = True


def _given_before(numbers: Sequence[_Number], index: int) -> _Number | None:
    """The last number before, at most two sentences back, that may be the same count."""
    one = numbers[index]
    for at in range(index - 1, max(-1, index - _NEAR), -1):
        if one.sentence - numbers[at].sentence > _SENTENCES:
            return None
        if _counts_same(one, numbers[at]):
            return numbers[at]
    return None


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
    standing = _standing(numbers)
    old = [one for one in numbers if one.old]
    replaced = {id(one) for one in old if one.final or _is_replaced(one, standing)}
    wholes = {_breath(one): one for one in old if one.figure.scope != "part"}
    for one in old:
        whole = wholes.get(_breath(one), one) if one.figure.scope == "part" else one
        one.old = id(whole) in replaced


def _standing(numbers: Iterable[_Number]) -> Standing:
    """The numbers that stand, by harm and local incident: one for all that are told alike."""
    found: Standing = {}
    for one in numbers:
        if not one.old:
            figure = one.figure
            alike = (one.bounds, figure.victims, figure.scope == "part", figure.speaker and figure.speaker.name)
            found.setdefault((figure.harm, figure.local), {}).setdefault(alike, one)
    return found


def _breath(one: _Number) -> tuple[int, str | None, str]:
    return one.sentence, one.figure.local, one.figure.harm


def _is_replaced(one: _Number, standing: Standing) -> bool:
    others = standing.get((one.figure.harm, one.figure.local), {}).values()
    return any(_replaces(other, one) for other in others)


def _replaces(other: _Number, one: _Number) -> bool:
    """Whether another number of the same incident takes a number's place; a part never takes that of the whole."""
    if not _counts_same(other, one) or (other.figure.scope == "part" and one.figure.scope != "part"):
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
    above = _standing(one for one in numbers if one.figure.start < start)
    for one in numbers:
        if one.figure.start > start and one.figure.scope != "part":
            newer = above.get((one.figure.harm, one.figure.local), {}).values()
            one.old = one.old or any(_counts_same(other, one) for other in newer)


def _older_from(doc: Document) -> int | None:
    """Where the older tellings of a report begin, None where it is told once."""
    updates = 0
    for sentence in doc.sentences:
        if ":" not in sentence.words:
            continue
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
    standing = _standing(numbers)
    gone: dict[tuple[Harm, int], set[str | None]] = {}
    for one in numbers:
        if one.old and one.stated > 1 and one.figure.scope != "part" and _is_replaced(one, standing):
            gone.setdefault((one.figure.harm, one.stated), set()).add(one.figure.local)
    for one in numbers:
        told = gone.get((one.figure.harm, one.stated)) if one.figure.scope != "part" else None
        one.old = one.old or (told is not None and (one.stated >= _TELLING or one.figure.local in told))
