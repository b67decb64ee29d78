"""Whether a report turns to another incident at a figure: signals, each with a weight for every way to go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from tallybook import vocabulary
from tallybook.read.anchors import Unit, Words, scene_words
from tallybook.read.document import Token
from tallybook.read.standing import Setting
from tallybook.records import Figure

Way = Literal["main", "stay", "new"]
_ELSEWHERE = frozenset(("intro_other_place", "intro_other_region", "intro_fresh_name", "intro_earlier_day"))
_DIFFERS = frozenset(("other_place", "other_region", "earlier_day", "other_day", "another", "back"))
_ANOTHER_TOWN = frozenset(("fresh_name_heads", "other_place"))
_GOES_ON = frozenset(("toll", "aftermath", "among", "same_number", "pronoun"))
_WITH_PARAGRAPH = ("new_event", "known_event", "event", "fresh_name", "fresh_name_heads", "same_day", "pronoun", "toll")
_BULLETS = frozenset("-*•–—#·+")


@dataclass(slots=True)
class Memory:
    """What has been read so far: names, and the numbers of the main incident."""

    names: set[str] = field(default_factory=set)
    numbers: set[tuple[str, int | None, int | None]] = field(default_factory=set)
    largest: int = 0

    def take(self, unit: Unit) -> None:
        """Remembers the names of a unit."""
        self.names.update([token.low for token in tokens_of(unit) if token.text[0].isupper()])

    def count(self, figures: Sequence[Figure]) -> None:
        """Remembers figures of the main incident."""
        for figure in figures:
            self.numbers.add((figure.harm, figure.low, figure.high))
            self.largest = max(self.largest, figure.low or figure.high or 0)


def way(names: Sequence[str], *, away: bool) -> Way:
    """Where the text goes: back to the main incident, on in the one it is in, or to a new one.

    ``away`` says that it is not in the main one; else staying and the main one are the same. A number of the main
    incident that is told again goes back to it, unless day, place or words say that it is of another one. A sentence
    that begins with another town, told for the first time, turns to it: "In Kunduz, nine policemen were killed".
    """
    if "same_number" in names and _DIFFERS.isdisjoint(names):
        return "main"
    if not away and set(names) >= _ANOTHER_TOWN and _GOES_ON.isdisjoint(names):
        return "new"
    weights = _weights()["away" if away else "home"]
    scores: dict[Way, float] = {"main": 0.0}
    for other in ("new", "stay") if away else ("new",):
        scores[other] = sum(weights[other].get(name, 0.0) for name in ("always", *names))
    return max(scores, key=lambda name: scores[name])


def signals(
    unit: Unit,
    figures: Sequence[Figure],
    intro: Sequence[tuple[Unit, Setting]],
    before: Unit | None,
    memory: Memory,
    *,
    main: Setting,
    here: Setting | None,
) -> list[str]:
    """The names of all that holds at a unit with figures.

    ``intro`` are the units without figures since the last one with figures, ``before`` is that last one,
    ``main`` how the unit stands to the main incident, ``here`` to the one that the text is in where that is another.
    """
    out = [*_standing(unit, main), *_words_of(unit, memory), *_numbers(figures, memory), *_position(unit, before)]
    if here is not None:
        out += [f"here_{name}" for name in _standing(unit, here)]
    if "new_paragraph" in out:
        out += [f"new_paragraph_{name}" for name in _WITH_PARAGRAPH if name in out]
    for index, (each, setting) in enumerate(reversed(intro)):
        prefix = "past" if index else "intro"
        out += [f"{prefix}_{name}" for name in (*_standing(each, setting), *_words_of(each, memory))]
    if "intro_new_event" in out and not _ELSEWHERE.isdisjoint(out):
        out.append("introduced")
    return sorted(set(out))


def _standing(unit: Unit, where: Setting) -> Iterator[str]:
    if unit.times:
        time = unit.times[0]
        yield "earlier_day" if where.day is False and where.before else _TRUTH[where.day] + "_day"
        if time.first is not None and len(time.first) < 10:
            yield "coarse_time"
    elif where.day is False:
        yield "said_before"
    if unit.places and where.place is not None:
        yield _TRUTH[where.place] + "_place"
    elif unit.places:
        yield _TRUTH[where.region] + "_region"


_TRUTH = {True: "same", False: "other", None: "some"}


def _position(unit: Unit, before: Unit | None) -> Iterator[str]:
    if before is None:
        return
    if before.sentence is unit.sentence:
        yield "same_sentence"
    elif before.sentence.paragraph != unit.sentence.paragraph:
        yield "new_paragraph"
    if unit.sentence.tokens[0].text in _BULLETS or unit.sentence.tokens[0].text.isdecimal():
        yield "item"
    if unit.sentence.index > 9:
        yield "late"


def _words_of(unit: Unit, memory: Memory) -> Iterator[str]:
    words = scene_words()
    tokens = tokens_of(unit)
    for name in ("another", "back", "cumulative", "heads", "aftermath"):
        if getattr(unit, name):
            yield name
    if not tokens:
        return
    lows = [token.low for token in tokens]
    for name in _CLASSES:
        if not words.sets[name].isdisjoint(lows):
            yield name
    if lows[0] in words.sets["pronouns"] or (lows[0] in ('"', "“") and lows[1:2] and lows[1] in words.sets["pronouns"]):
        yield "pronoun"
    yield from _events(words, lows)
    yield from _fresh_names(words, tokens, memory)


_CLASSES = ("among", "there", "toll", "also", "same", "ordinal", "war", "year_words")


def _events(words: Words, lows: list[str]) -> Iterator[str]:
    """ "A bomb", "an attack" tells something new; "the attack" what is known."""
    for index, word in enumerate(lows):
        if word in words.sets["event_nouns"]:
            lead = lows[max(0, index - 3) : index]
            if "a" in lead or "an" in lead:
                yield "new_event"
            elif "the" in lead or "that" in lead or "this" in lead:
                yield "known_event"
            else:
                yield "event"


def _fresh_names(words: Words, tokens: Sequence[Token], memory: Memory) -> Iterator[str]:
    """A name after "in" or "at" that the report has not told before."""
    for index in range(1, len(tokens)):
        token = tokens[index]
        if token.text[0].isupper() and tokens[index - 1].low in words.sets["locative_strong"]:
            fresh = token.low not in memory.names and not words.sets["no_place"] & {token.low}
            yield ("fresh_name" if fresh else "known_name") + ("_heads" if index <= 2 else "")
    if len(tokens) > 2 and ":" in (tokens[1].text, tokens[2].text) and tokens[0].text[0].isupper():
        yield "label"


def _numbers(figures: Sequence[Figure], memory: Memory) -> Iterator[str]:
    if not figures:
        return
    if any((figure.harm, figure.low, figure.high) in memory.numbers for figure in figures if (figure.low or 0) > 3):
        yield "same_number"
    largest = max(figure.low or figure.high or 0 for figure in figures)
    if memory.largest and largest > 4 * memory.largest:
        yield "much_larger"
    if memory.largest and largest * 4 <= memory.largest:
        yield "much_smaller"
    harms = {figure.harm for figure in figures}
    if "killed" not in harms:
        yield "none_killed"
    if any(figure.harm == "killed" and (figure.low or 0) <= 1 and figure.high == 1 for figure in figures):
        yield "one_killed"


def tokens_of(unit: Unit) -> Sequence[Token]:
    """The tokens of a unit."""
    if unit.start == unit.sentence.start and unit.end == unit.sentence.end:
        return unit.sentence.tokens
    return [token for token in unit.sentence.tokens if unit.start <= token.start < unit.end]


@cache
def _weights() -> dict[str, dict[str, dict[str, float]]]:
    raw: dict[str, dict[str, dict[str, float]]] = vocabulary.load("turns")
    return raw
