"""Hits: stretches of a run that the gazetteer knows, with what stands around them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from tallybook.read.document import Sentence, Token
from tallybook.read.gazetteer import Entry, named
from tallybook.read.toponyms.runs import Run, Word
from tallybook.read.toponyms.words import Words

LONGEST = 4
STRONG, WEAK, NONE = 2, 1, 0
_LINKING = frozenset(("of", "the", "to"))


@dataclass(slots=True)
class Hit:
    """A name that may be a place's.

    ``cue`` says how surely the words before it speak of a place; ``head`` what kind the word after it makes of it;
    ``alone`` whether the name is the whole of what is written as one name; ``within`` the hit that follows it after
    a comma ("Rakhni, Balochistan"); ``speaks`` and ``titled`` mark a person or a government; ``capital`` is the span of
    "the Peruvian capital" or "capital of Peru" around a state's name.
    """

    sentence: Sentence
    words: list[Word]
    key: str
    entries: tuple[Entry, ...]
    title: bool
    doubtful: bool
    cue: int = NONE
    head: str | None = None
    alone: bool = True
    adjective: bool = False
    speaks: bool = False
    titled: bool = False
    initial: bool = False
    near: bool = False
    capital: tuple[int, int] | None = None
    within: Hit | None = field(default=None, repr=False)

    @property
    def start(self) -> int:
        """Where its first word begins in the report."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """Where its last word ends in the report."""
        return self.words[-1].end

    @property
    def demonym(self) -> bool:
        """Whether it is an adjective of a country, no place."""
        return self.entries[0].kind == "demonym"


def hits(run: Run, words: Words) -> Iterator[Hit]:
    """The known names of a run, the longest first at each word, none overlapping."""
    if run.adjective:
        if entries := named(run.words[0].key):
            yield _hit(run, 0, 1, entries, words)
        return
    found = list(_matches(run))
    covered = [False] * len(run.words)
    for first, last, entries in found:
        if entries[0].kind in ("country", "demonym", "region"):
            covered[first:last] = [True] * (last - first)
    for first, last, entries in found:
        hit = _hit(run, first, last, entries, words)
        _look_around(hit, run, first, last, covered, words)
        yield hit


def has_cue(run: Run, words: Words) -> bool:
    """A cheap look whether a word that speaks of a place stands before or after the run."""
    tokens = run.sentence.tokens
    first, last = run.words[0].index, run.words[-1].index
    before = tokens[first - 1].low if first else ""
    after = tokens[last + 1].low if last + 1 < len(tokens) else ""
    return before in words.locative or before in _LINKING or after in words.heads or run.words[-1].key in words.heads


def around(run: Run, entries: tuple[Entry, ...], words: Words) -> Hit:
    """A whole run as one hit, for names that are not looked up by their spelling."""
    hit = _hit(run, 0, len(run.words), entries, words)
    _look_around(hit, run, 0, len(run.words), [False] * len(run.words), words)
    return hit


def _matches(run: Run) -> Iterator[tuple[int, int, tuple[Entry, ...]]]:
    keys = [word.key for word in run.words]
    first = 0
    while first < len(keys):
        step = 1
        for last in range(min(len(keys), first + LONGEST), first, -1):
            entries = _named(" ".join(keys[first:last]) if last - first > 1 else keys[first])
            if entries:
                yield first, last, entries
                step = last - first
                break
        first += step


def _named(key: str) -> tuple[Entry, ...]:
    """The places of a name, with its Arabic article or without."""
    return named(key) or (named(key[3:]) if key.startswith(("al ", "el ")) and len(key) > 6 else ())


def _hit(run: Run, first: int, last: int, entries: tuple[Entry, ...], words: Words) -> Hit:
    inside = run.words[first:last]
    key = " ".join(word.key for word in inside)
    doubtful = entries[0].kind not in ("country", "demonym") and (words.doubtful(key) or _is_acronym(inside, run))
    return Hit(run.sentence, inside, key, entries, run.title, doubtful, adjective=run.adjective)


def _is_acronym(inside: list[Word], run: Run) -> bool:
    """IRNA is an agency, but a dateline's PARIS is Paris."""
    text = inside[0].text
    return len(inside) == 1 and len(text) <= 5 and text.isupper() and inside[0].index > 1


def _look_around(hit: Hit, run: Run, first: int, last: int, covered: list[bool], words: Words) -> None:
    hit.alone = _free_before(run, first, covered, words) and _free_after(hit, run, last, covered, words)
    tokens = run.sentence.tokens
    _look_before(hit, tokens, run.words[first].index, words)
    after = hit.words[-1].index + 1
    if after < len(tokens):
        low = tokens[after].low
        hit.speaks = low in words.saying
        hit.titled = hit.titled or low in words.bodies
        hit.head = hit.head or words.heads.get(low)
        if low == "capital":
            hit.capital = hit.start, tokens[after].end
    hit.initial = run.words[first].index == 0


def _free_before(run: Run, first: int, covered: list[bool], words: Words) -> bool:
    if first == 0 or covered[first - 1]:
        return True
    before = run.words[first - 1]
    if before.text == "of" and first > 1:
        return run.words[first - 2].key in words.of_heads or run.words[first - 2].key in words.heads
    if before.key in words.sites:
        return True
    return (before.key == "the" or before.key in words.prefixes) and (first == 1 or covered[first - 2])


def _free_after(hit: Hit, run: Run, last: int, covered: list[bool], words: Words) -> bool:
    if last == len(run.words) or covered[last]:
        return True
    after = run.words[last]
    if after.key in words.heads:
        hit.head = words.heads[after.key]
        return True
    return False


def _look_before(hit: Hit, tokens: tuple[Token, ...], index: int, words: Words) -> None:
    """Reads the words before the name, past "the", "northern" and "Syria's"."""
    back = index - 1
    steps = 0
    while back >= 0 and steps < 4 and _is_passed_over(tokens[back].low, words):
        back -= 1
        steps += 1
    if back < 0:
        return
    low = tokens[back].low
    hit.titled = hit.titled or (low if low != "." or not back else tokens[back - 1].low) in words.titles
    if low in words.locative:
        hit.cue = STRONG
        hit.near = low in ("near", "outside", "around")
    elif low == "of" and back and tokens[back - 1].low in words.of_heads:
        hit.cue = STRONG
        hit.near = tokens[back - 1].low == "outskirts"
        if tokens[back - 1].low == "capital":
            hit.capital = tokens[back - 1].start, hit.end
    elif low == "to" and back and tokens[back - 1].low == "close":
        hit.cue, hit.near = STRONG, True
    elif low in words.weak_locative:
        hit.cue = WEAK
    elif (steps and tokens[index - 1].low.endswith("ern")) or low in words.of_heads - _DIRECTIONS:
        hit.cue = STRONG


_DIRECTIONS = frozenset(("north", "south", "east", "west"))


def _is_passed_over(low: str, words: Words) -> bool:
    return low in ("the", "nearby", "besieged", "restive", "neighbouring", "neighboring") or (
        low in words.prefixes or low.endswith(("'s", "-held", "-controlled", "ern"))
    )


def chain(found: list[Hit], text: str, words: Words) -> None:
    """Joins neighbouring hits: "X, Y" puts X within Y; in "X, Y and Z provinces" the cue and the head are shared."""
    for before, after in pairwise(found):
        if after.start - before.end > 12 or before.sentence is not after.sentence or after.adjective:
            continue
        between = text[before.end : after.start].strip().lower()
        if between in (",", ", in", "in", ", the capital of") and _is_wider(after):
            before.within = after
        if between in (",", "and", ", and", "or", "&", "-", "–") and after.cue == NONE:
            after.cue = before.cue
    for before, after in reversed(list(pairwise(found))):
        if before.head is None and after.head and before.sentence is after.sentence:
            plural = text[after.end : after.end + 14].strip().lower().startswith(_PLURALS)
            if plural and text[before.end : after.start].strip().lower() in (",", "and", ", and", "or"):
                before.head, before.alone = after.head, before.alone or after.alone


_PLURALS = ("provinces", "districts", "states", "regions", "governorates", "counties", "villages", "towns", "cities")


def _is_wider(hit: Hit) -> bool:
    return any(entry.kind in ("region", "country", "district") for entry in hit.entries)
