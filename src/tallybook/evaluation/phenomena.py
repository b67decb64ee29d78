"""What makes a gold figure hard to read, and how many of each kind were read: where to dig next.

A phenomenon is a function of one gold figure where it stands: its name is the id, its docstring the sentence that a
user reads. It looks at the text and the gold alone, never at what a reader found, so that its count is the same for
every reader. A figure may show several phenomena or none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from tallybook.evaluation.counts import Row
from tallybook.evaluation.figures import Matched, all_right, overlap
from tallybook.evaluation.files import Json
from tallybook.evaluation.gold import Gold
from tallybook.gather import from_text

_ENDS = re.compile(r"[.!?][\"'”’)]*\s+(?=[\"'“‘(]*[A-Z0-9])|\n\s*")
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_SMALL = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    f"|eighteen|nineteen|{_TENS}|hundreds?|thousands?|dozens?|scores|several"
)
_BARE = re.compile(rf"(?:\W|\d|\b(?:{_SMALL}|and|at least|more than|over|about|around|up to|some|nearly)\b)+", re.I)
_ANOTHER = re.compile(
    rf"(?:\W*|of )another\b|.*\b(?:[\d,.]+|{_SMALL}) (?:others?|more|further|additional)\b|.*\bof others$", re.I
)
_NOUN = re.compile(r"\s+(?:of (?!the|these|those))?(?:(?!were|are|have|had|and|in|of|was|is)\w+ )?[a-z]{3,}(?<!ha)s\b")
_TALLY = re.compile(r"\b(?:toll|number|count|total|tally|figure)\b[^.;]{0,60}$", re.I)
_JOINT = re.compile(r",|;|\b(?:and|or|while|with|plus|as well as)\b", re.I)
_BULLET = re.compile(r"\s*(?:[-–—*•·]|\d+[.)])\s")
_COUNTED = re.compile(rf"(?:an?|the|{_SMALL}|\d\S*)\b", re.I)
_NAME = re.compile(r"(?:[^\W\d_][\w.'’-]*\s+)*[A-Z][\w'’-]+(?:,? \(?\d+\)?)?")
_JOINED = 45
"""How many characters may stand between two figures that are told in one breath."""


@dataclass(frozen=True)
class Stated:
    """A gold figure where it stands: the report's text and gold, and its headlines as spans ``[start, end]``."""

    figure: Json
    data: Json
    text: str
    headlines: tuple[tuple[int, int], ...] = ()

    @property
    def start(self) -> int:
        """Where its words begin."""
        return int(self.figure["at"][0])

    @property
    def words(self) -> str:
        """Its words in the text."""
        return self.text[slice(*self.figure["at"])]

    @cached_property
    def sentence(self) -> tuple[int, int]:
        """The span of its sentence, or of its line where that ends first."""
        breaks = [0, *(end.end() for end in _ENDS.finditer(self.text)), len(self.text)]
        begins = max(at for at in breaks if at <= self.start)
        return begins, min((at for at in breaks if at > self.start), default=len(self.text))

    @property
    def before(self) -> str:
        """What its sentence says before it."""
        return self.text[self.sentence[0] : self.start]

    @cached_property
    def beside(self) -> tuple[Json, ...]:
        """The other figures of its sentence, in the order of the text."""
        figures = sorted(self.data.get("figures", []), key=lambda figure: figure["at"][0])
        inside = range(*self.sentence)
        return tuple(other for other in figures if other is not self.figure and other["at"][0] in inside)

    @property
    def joined(self) -> tuple[Json, ...]:
        """The figures beside it that a comma or "and" joins to it."""
        return tuple(other for other in self.beside if self._joins(other))

    def _joins(self, other: Json) -> bool:
        first, second = sorted((self.figure["at"], other["at"]))
        between = self.text[first[1] : second[0]]
        return len(between) <= _JOINED and bool(_JOINT.search(between))


def ellipsis(stated: Stated) -> bool:
    """What is counted is left out, for an earlier figure said it: "another 42", "three others", "and wounded 14"."""
    if not _comes_after(stated):
        return False
    if _ANOTHER.match(stated.words):
        return True
    is_bare = _BARE.fullmatch(stated.words) and not _NOUN.match(stated.text, stated.figure["at"][1])
    return bool(is_bare) and not _TALLY.search(stated.before)


def coordination(stated: Stated) -> bool:
    """Another figure of the sentence is joined to it: "killed 12 soldiers and wounded 14"."""
    return bool(stated.joined)


def superseded(stated: Stated) -> bool:
    """The text itself says that it no longer holds: "up from 16", "first put at 30"."""
    return not stated.figure.get("current", True) and not background(stated)


def background(stated: Stated) -> bool:
    """It is about another incident than the report's own, told as context."""
    incidents = stated.data.get("incidents", {})
    main, own = _main_incident(stated.data), stated.figure["incident"]
    if own == main:
        return False
    here, there = incidents.get(own, {}), incidents.get(main, {})
    earlier = str(here.get("start") or "9999") < str(there.get("start") or "0000")
    return earlier or here.get("cluster") is False


def headline(stated: Stated) -> bool:
    """It stands in the headline."""
    return any(start <= stated.start < end for start, end in stated.headlines)


def listed(stated: Stated) -> bool:
    """It is one of three or more joined in a sentence, or stands in a line of a list."""
    line = stated.text.rfind("\n", 0, stated.start) + 1
    return len(_chain(stated)) >= 3 or bool(_BULLET.match(stated.text, line, stated.start + 1))


def named_victim(stated: Stated) -> bool:
    """A name is all that tells of the victim: "Brigadier Amin Safi was shot dead"."""
    one = stated.figure.get("low") == stated.figure.get("high") == 1
    words = stated.words.strip()
    return one and not _COUNTED.match(words) and " of " not in words and bool(_NAME.fullmatch(words))


def negation(stated: Stated) -> bool:
    """Nobody was harmed: "no casualties", "none of the passengers"."""
    return stated.figure.get("low") == stated.figure.get("high") == 0


def denial(stated: Stated) -> bool:
    """Somebody denies something in its sentence or the one beside it."""
    begins, ends = stated.sentence
    near = [max(0, _sentence_start(stated.text, begins - 2)), _sentence_end(stated.text, ends)]
    return any("at" in denied and overlap(near, denied["at"]) for denied in stated.data.get("denials", []))


def part_or_wider(stated: Stated) -> bool:
    """It counts a part of the incident, or several incidents together."""
    return str(stated.figure.get("scope", "whole")) != "whole"


def vague(stated: Stated) -> bool:
    """The number is a word of quantity: "dozens", "scores", "hundreds"."""
    return bool(stated.figure.get("qualifier") == "vague")


Phenomenon = Callable[[Stated], bool]

PHENOMENA: tuple[Phenomenon, ...] = (
    ellipsis,
    coordination,
    superseded,
    background,
    headline,
    listed,
    named_victim,
    negation,
    denial,
    part_or_wider,
    vague,
)
PLAIN = "none_of_these"


def sentences() -> dict[str, str]:
    """Each phenomenon's name with the sentence that explains it, in the order in which they are shown."""
    said = {one.__name__: (one.__doc__ or "").strip() for one in PHENOMENA}
    return {**said, PLAIN: "It shows none of these."}


def shown_by(stated: Stated) -> tuple[str, ...]:
    """The names of the phenomena that a figure shows; ``none_of_these`` where there are none."""
    return tuple(one.__name__ for one in PHENOMENA if one(stated)) or (PLAIN,)


def measure(matched: Iterable[Matched], gold: Gold) -> dict[str, Row]:
    """Each phenomenon's name with ``gold`` (figures that show it), ``found`` (matched) and ``right`` (all right)."""
    counts: dict[str, Counter[str]] = {name: Counter(gold=0, found=0, right=0) for name in sentences()}
    for one in matched:
        stated = _stater(gold, one.report)
        for figure, questions in _questions(one):
            for name in shown_by(stated(figure)):
                counts[name].update(questions)
    return {name: dict(row) for name, row in counts.items()}


def _questions(matched: Matched) -> Iterable[tuple[Json, dict[str, int]]]:
    for pair in matched.pairs:
        yield pair.gold, {"gold": 1, "found": 1, "right": int(all_right(pair))}
    for figure in matched.missed:
        yield figure, {"gold": 1}


def _stater(gold: Gold, report: str) -> Callable[[Json], Stated]:
    text, data = gold.text(report), gold.reports[report]
    parts = from_text(text).parts
    headlines = tuple((part.start, part.end) for part in parts if part.role == "headline")
    return lambda figure: Stated(figure, data, text, headlines)


def _comes_after(stated: Stated) -> bool:
    """Whether another figure stands before it in its sentence or the one before."""
    since = _sentence_start(stated.text, stated.sentence[0] - 2)
    return any(since <= other["at"][0] < stated.start for other in stated.data.get("figures", []))


def _chain(stated: Stated) -> list[Json]:
    """The figures that are joined to it, directly or by way of others."""
    chain, waiting = [stated.figure], [stated.figure]
    while waiting:
        here = Stated(waiting.pop(), stated.data, stated.text)
        fresh = [other for other in here.joined if other not in chain]
        chain += fresh
        waiting += fresh
    return chain


def _main_incident(data: Json) -> str | None:
    """The incident with most figures; the first of the gold where several have as many."""
    told = Counter(figure["incident"] for figure in data.get("figures", []))
    return max(data.get("incidents", {}), key=lambda key: told[key], default=None)


def _sentence_start(text: str, at: int) -> int:
    return max((end.end() for end in _ENDS.finditer(text) if end.end() <= at), default=0)


def _sentence_end(text: str, at: int) -> int:
    return next((end.end() for end in _ENDS.finditer(text) if end.end() > at), len(text))
