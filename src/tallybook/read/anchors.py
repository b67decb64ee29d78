"""What ties a stretch of a sentence to an incident: where it was, when, and whether it speaks of another one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import NamedTuple, Protocol

from tallybook import vocabulary
from tallybook.read.document import Document, Sentence, Token
from tallybook.read.times import TimeMention, nearest_first
from tallybook.records import Figure, Place


class PlaceMention(Protocol):
    """A place named in a report: its span, what it resolves to, and what kind of place it is."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def place(self) -> Place: ...
    @property
    def kind(self) -> str: ...


class Unit(NamedTuple):
    """A stretch of a sentence with one setting.

    ``times`` are of what happened, ``said`` of when it was told or counted; ``places`` are those named together
    ("Harnai and Panjgur").
    ``another`` says that words announce another incident, ``cumulative`` and ``sums`` that they sum up several;
    ``heads`` that a place or day opens the sentence; ``figures`` counts the figures in it.
    """

    start: int
    end: int
    sentence: Sentence
    times: tuple[TimeMention, ...] = ()
    said: tuple[TimeMention, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    another: bool = False
    cumulative: bool = False
    heads: bool = False
    aftermath: bool = False
    event: bool = False
    back: bool = False
    sums: bool = False
    figures: int = 0

    @property
    def time(self) -> TimeMention | None:
        """When it happened, as told first."""
        return self.times[0] if self.times else None

    @property
    def told(self) -> TimeMention | None:
        """When it was told or counted."""
        return self.said[0] if self.said else None


@dataclass(frozen=True, slots=True)
class Words:
    """The vocabulary of scenes, ready for look-up; ``telling`` are all words that say anything of a stretch alone."""

    sets: dict[str, frozenset[str]]
    phrases: dict[tuple[str, str], tuple[tuple[tuple[str, ...], str], ...]]
    weights: dict[str, dict[str, float]]
    signs: frozenset[str]
    telling: frozenset[str]


def units(
    doc: Document, figures: Sequence[Figure], places: Sequence[PlaceMention], times: Sequence[TimeMention]
) -> list[Unit]:
    """The sentences of a report cut into stretches of one setting each, in order."""
    words = scene_words()
    starts = [figure.start for figure in figures], [place.start for place in places], [time.start for time in times]
    out: list[Unit] = []
    for sentence in doc.sentences:
        counted, located, timed = [slice(bisect_left(s, sentence.start), bisect_left(s, sentence.end)) for s in starts]
        out += _cut(words, sentence, starts[0][counted], places[located], times[timed], doc.report.published)
    return out


def _cut(
    words: Words,
    sentence: Sentence,
    figures: list[int],
    places: Sequence[PlaceMention],
    times: Sequence[TimeMention],
    published: str | None,
) -> list[Unit]:
    settings: list[tuple[PlaceMention, ...]] = []
    happened: list[TimeMention] = []
    if places or times:
        begins = [token.start for token in sentence.tokens]
        settings = _together(words, sentence.tokens, begins, _located(words, sentence, begins, places))
        happened = [time for time in times if not is_said(words, sentence.tokens, begins, time, published)]
    inside = [*_clauses(sentence), *_between(sentence, settings, figures, happened)]
    cuts = sorted({sentence.start, *inside}) if inside else [sentence.start]
    spans = zip(cuts, [*cuts[1:], sentence.end], strict=True)
    return [_unit(words, sentence, span, figures, settings, times, happened) for span in spans]


def _unit(
    words: Words,
    sentence: Sentence,
    span: tuple[int, int],
    figures: list[int],
    settings: list[tuple[PlaceMention, ...]],
    times: Sequence[TimeMention],
    happened: list[TimeMention],
) -> Unit:
    start, end = span
    whole = start == sentence.start and end == sentence.end
    if whole and not (times or settings or figures) and words.telling.isdisjoint(sentence.words):
        return Unit(start, end, sentence)
    low = sentence.lows if whole else [token.low for token in sentence.tokens if start <= token.start < end]
    told = _phrases(words, low)
    here = [group for group in settings if start <= group[0].start < end]
    within = [time for time in times if start <= time.start < end]
    counted = [figure for figure in figures if start <= figure < end]
    head = sentence.tokens[min(3, len(sentence.tokens) - 1)].start
    return Unit(
        start,
        end,
        sentence,
        nearest_first([time for time in within if time in happened], counted),
        tuple(time for time in within if time not in happened),
        _nearest(here, counted or [start]),
        another=_another(words, low),
        cumulative="cumulative" in told,
        back="back" in told,
        sums="sums" in told,
        heads=start == sentence.start and any(group[0].start <= head for group in here),
        aftermath=_is_aftermath(words, low),
        event=not words.sets["event_nouns"].isdisjoint(low),
        figures=len(counted),
    )


def _is_aftermath(words: Words, low: list[str]) -> bool:
    """Whether a word tells of what followed; not where it only tells who speaks ("hospital officials")."""
    if words.sets["aftermath"].isdisjoint(low):
        return False
    return any(
        word in words.sets["aftermath"] and after not in words.sets["officials"]
        for word, after in zip(low, [*low[1:], ""], strict=True)
    )


def _nearest(groups: list[tuple[PlaceMention, ...]], counted: list[int]) -> tuple[PlaceMention, ...]:
    """Of several settings in one stretch, the one nearest to its figure; without a figure the first."""
    if len(groups) < 2:
        return groups[0] if groups else ()
    fine = [group for group in groups if group[0].kind not in ("country", "region")] or groups
    return min(fine, key=lambda group: abs(group[0].start - counted[0]))


_CLAUSES = frozenset(("while", "whereas", "bringing", "taking", "raising", "pushing"))


def _clauses(sentence: Sentence) -> list[int]:
    """Where a clause of its own begins inside a sentence: after ";", at ", while", at ", bringing the total"."""
    tokens = sentence.tokens
    if _CLAUSES.isdisjoint(sentence.words) and ";" not in sentence.words:
        return []
    return [
        tokens[index].start
        for index in range(1, len(tokens) - 1)
        if tokens[index].text == ";" or (tokens[index].low in _CLAUSES and tokens[index - 1].text == ",")
    ]


def _between(
    sentence: Sentence, settings: list[tuple[PlaceMention, ...]], figures: list[int], happened: list[TimeMention]
) -> list[int]:
    """Where the setting changes among several figures of one sentence.

    Where the first setting comes before the first figure ("In X, 3 died and in Y 4") each holds for what follows it;
    else ("3 died in X and 4 in Y") each holds for what comes before it, or, where a figure follows ("3 died on Monday
    and on Tuesday 4"), for that one.
    """
    if len(figures) < 2:
        return []
    cuts: list[int] = []
    for spans in ([(g[0].start, g[-1].end) for g in settings], [(t.start, t.end) for t in happened]):
        if len(spans) < 2:
            continue
        forward = spans[0][0] < figures[0]
        if forward:
            cuts += [start for start, _ in spans[1:]]
        else:
            after = sorted((*figures, *_clauses(sentence)))
            for (_, end), (following, _) in pairwise(spans):
                cuts.append(min(next((start for start in after if start > end), sentence.start), following))
    return cuts


def _leads_to_place(words: Words, tokens: tuple[Token, ...], place: int, index: int) -> bool:
    """Whether a token may stand between "in" and a place: "the", "city", "of", "Iranian" before "border city"."""
    nouns = words.sets["place_nouns"]
    token = tokens[place]
    if token.low in nouns:
        return True
    following = tokens[place + 1].low
    return place + 1 < index and token.text[0].isupper() and following in nouns and following not in (",", "and")


_AFTER_HEAD = (":", ",", "-", "–", "—", "(")


def _located(words: Words, sentence: Sentence, begins: list[int], places: Sequence[PlaceMention]) -> list[PlaceMention]:
    """The places where something is said to be; in a list, all of them if the first is one."""
    found: list[PlaceMention] = []
    before: PlaceMention | None = None
    for place in places:
        index = bisect_left(begins, place.start)
        since = bisect_right(begins, before.end - 1) if before else index
        listed = before in found and all(token.low in _LIST for token in sentence.tokens[since:index])
        if listed or is_located(words, sentence, index):
            found.append(place)
        before = place
    return found


_LIST = frozenset((",", "and", "the"))


def is_located(words: Words, sentence: Sentence, index: int) -> bool:
    """Whether something is said to be at a place: "in the town of X", "X:" at the head, not "told Y in", "from Z"."""
    tokens = sentence.tokens
    if index >= len(tokens) or (sentence.index < 3 and index < 5 and tokens[index].text.isupper()):
        return False
    sets = words.sets
    place = index - 1
    while place >= 0 and index - place < 7 and _leads_to_place(words, tokens, place, index):
        place -= 1
    if place < 0:
        return any(token.text in _AFTER_HEAD for token in tokens[index + 1 : index + 3])
    if tokens[place].text in ("-", "*", "•", ":", "–", "—", "#"):
        return True
    low = tokens[place].low
    if low not in sets["locative"] or is_source(words, tokens, place):
        return False
    between = {token.low for token in tokens[place + 1 : index]} - {",", "and"}
    return low in sets["locative_strong"] or bool(between & sets["place_nouns"])


def is_source(words: Words, tokens: tuple[Token, ...], preposition: int) -> bool:
    """ "Told reporters in X", "a doctor in X": where the speaker is."""
    for index in range(preposition - 1, max(-1, preposition - 4), -1):
        low = tokens[index].low
        if low in words.sets["event_nouns"] or low == ",":
            return False
        if low in words.sets["speaks_at"] or (index == preposition - 1 and low in words.sets["sources"]):
            return True
    return False


def _together(
    words: Words, tokens: tuple[Token, ...], begins: list[int], located: list[PlaceMention]
) -> list[tuple[PlaceMention, ...]]:
    """Places named in one breath: "Harnai and Panjgur", "Panjgur, Balochistan"."""
    groups: list[list[PlaceMention]] = []
    for place in located:
        if groups:
            since = bisect_right(begins, groups[-1][-1].end - 1)
            between = tokens[since : bisect_left(begins, place.start)]
            if len(between) < 6 and all(token.low in words.sets["place_nouns"] for token in between):
                groups[-1].append(place)
                continue
        groups.append([place])
    return [tuple(group) for group in groups]


def is_said(
    words: Words, tokens: tuple[Token, ...], begins: list[int], time: TimeMention, published: str | None
) -> bool:
    """Whether a time is when something was said or counted: "said on Friday", "By Friday", a dateline."""
    index = bisect_left(begins, time.start)
    if _names_event(words, tokens, time, bisect_left(begins, time.end)):
        return False
    if _is_dateline(tokens, index, time, published) or {tokens[index].low, tokens[index - 1].low} & words.sets["as_of"]:
        return True
    if _is_reaction(words, tokens, index) or _as_of(words, tokens, index):
        return True
    saying = words.sets["saying"]
    for back in range(index - 1, max(-1, index - 6), -1):
        if tokens[back].text in (",", ";", ":") or tokens[back].low in words.sets["event_nouns"]:
            break
        if tokens[back].low in saying:
            return True
    return index <= 1 and _said_next(words, tokens, bisect_left(begins, time.end))


def _names_event(words: Words, tokens: tuple[Token, ...], time: TimeMention, after: int) -> bool:
    """Whether a time is part of an event's name: "Saturday's operations", "the Oct. 29 attack"."""
    owns = tokens[after - 1].low.endswith("'s")
    if not owns and "the" not in time.said.lower().split():
        return False
    return any(token.low in words.sets["event_nouns"] for token in tokens[after : after + 1 + owns])


def _as_of(words: Words, tokens: tuple[Token, ...], index: int) -> bool:
    """ "As of 7:30 p.m. on Sunday": nothing but an hour stands between."""
    while index > 1 and (tokens[index - 1].low in words.sets["clock"] or not tokens[index - 1].text.isalpha()):
        index -= 1
    return index > 1 and (tokens[index - 2].low, tokens[index - 1].low) == ("as", "of")


def _is_reaction(words: Words, tokens: tuple[Token, ...], index: int) -> bool:
    """ "China condemned the attacks in Balochistan on Tuesday": the day of the reaction, not of the attacks."""
    if tokens[index].low != "on" and tokens[index - 1].low != "on":
        return False
    before = [token.low for token in tokens[max(0, index - 14) : index]]
    verb = next((at for at in range(len(before) - 1, -1, -1) if before[at] in words.sets["reacting"]), None)
    return verb is not None and not {"that", "which", "where", "when", "killed", "after"} & set(before[verb:])


def _is_dateline(tokens: tuple[Token, ...], index: int, time: TimeMention, published: str | None) -> bool:
    """A full date that stands alone: the day of publication, not of what happened."""
    if time.kind != "day" or tokens[index].low in ("on", "since", "from", "of", "early", "late"):
        return False
    alone = (
        index == 0 or not tokens[index - 1].text.isalpha() or tokens[index - 1].low in ("date", "published", "updated")
    )
    return (
        alone and any(char.isdigit() for char in time.said) and (time.first == published or index < 3 or not published)
    )


def _said_next(words: Words, tokens: tuple[Token, ...], after: int) -> bool:
    """ "On Friday the army said": a word of saying follows, and no event before it."""
    for index in range(after, min(len(tokens) - 1, after + 6)):
        low = tokens[index].low
        if low in words.sets["event_nouns"]:
            return False
        if low in words.sets["saying"]:
            return tokens[index + 1].text != ","
    return False


def _another(words: Words, low: list[str]) -> bool:
    """ "Another bomb", "a second attack", "Elsewhere, ..."."""
    sets = words.sets
    if not low:
        return False
    if not sets["elsewhere"].isdisjoint(low[: 1 + (low[0] in (";", "while", "and"))]):
        return True
    if sets["another"].isdisjoint(low) and "after" not in low:
        return False
    for index, word in enumerate(low):
        if word in sets["another"] and not sets["event_nouns"].isdisjoint(low[index + 1 : index + 3]):
            return True
    return any(_recalls(words, low, index) for index, word in enumerate(low) if word == "after")


def _recalls(words: Words, low: list[str], index: int) -> bool:
    """ "Days after a bombing that killed ...", "weeks after an attack in which ...": what came before."""
    if index == 0 or low[index - 1] not in ("days", "weeks", "months", "years", "day", "week", "month", "year"):
        return False
    after = low[index + 1 : index + 6]
    return not words.sets["event_nouns"].isdisjoint(after) and not {"that", "which", "where"}.isdisjoint(
        after + low[index + 6 : index + 8]
    )


def _phrases(words: Words, low: list[str]) -> set[str]:
    """The classes whose phrases stand in the words."""
    found: set[str] = set()
    if words.signs.isdisjoint(low):
        return found
    for index, pair in enumerate(pairwise(low)):
        for rest, name in words.phrases.get(pair, ()):
            if tuple(low[index + 2 : index + 2 + len(rest)]) == rest:
                found.add(name)
    return found


@cache
def scene_words() -> Words:
    """The vocabulary of scenes."""
    raw = vocabulary.load("scenes")
    sets = {name: frozenset(values) for name, values in raw.items() if isinstance(values, list)}
    table: dict[tuple[str, str], tuple[tuple[tuple[str, ...], str], ...]] = {}
    for name in ("cumulative", "back", "sums"):
        for phrase in raw[name]:
            one, two, *rest = phrase.split()
            table[one, two] = (*table.get((one, two), ()), (tuple(rest), name))
    # A phrase is only where its longest word is.
    signs = frozenset(max(phrase.split(), key=len) for name in ("cumulative", "back", "sums") for phrase in raw[name])
    telling = signs.union(*(sets[name] for name in ("aftermath", "event_nouns", "elsewhere", "another")), ("after",))
    return Words(sets, table, {name: raw[name] for name in ("main_day", "main_place")}, signs, telling)
