"""Disruptions: what stopped working or was destroyed, in the report's words."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import cast

from tallybook.read.document import Document, Sentence
from tallybook.read.speakers import Attributions
from tallybook.records import Disrupted, Disruption
from tallybook.vocabulary import load

_EDGES_WORDS = "and or but while as that which the a an of in on at to from with by was were is are has have had"
_EDGES = frozenset(_EDGES_WORDS.split())
_LONGEST = 14


@cache
def _kinds() -> dict[Disrupted, tuple[frozenset[str], frozenset[str], int]]:
    """Kind -> its things, its troubles, and how many words may lie between the two."""
    data = load("disruptions")
    return {
        cast(Disrupted, what): (frozenset(rows["things"]), frozenset(rows["troubles"]), rows["reach"])
        for what, rows in data["kinds"].items()
    }


@cache
def _negations() -> frozenset[str]:
    return frozenset(load("disruptions")["negations"])


@cache
def _troubles() -> frozenset[str]:
    return frozenset().union(*(troubles for _, troubles, _ in _kinds().values()))


def find(doc: Document, said: Attributions | None = None) -> tuple[Disruption, ...]:
    """The disruptions of a report: at most one of a kind in a sentence, roads with both ends named one each."""
    out: list[Disruption] = []
    for sentence in doc.sentences:
        if _troubles().isdisjoint(sentence.words):
            continue
        for what, first, last in _in_sentence(sentence.lows):
            for start, end in _details(sentence, what, first, last):
                out.append(_claim(doc, said, sentence, what, start, end))
    return tuple(out)


def _claim(
    doc: Document, said: Attributions | None, sentence: Sentence, what: Disrupted, start: int, end: int
) -> Disruption:
    return Disruption(
        id="",
        report=doc.report.id,
        start=start,
        end=end,
        sentence=sentence.span,
        speaker=said.speaker_at(start, end) if said else None,
        what=what,
        detail=doc.report.text[start:end],
    )


def _in_sentence(lows: list[str]) -> Iterator[tuple[Disrupted, int, int]]:
    """Kind and the tokens from the thing to its trouble (or the other way round)."""
    for what, (things, troubles, reach) in _kinds().items():
        if things.isdisjoint(lows) or troubles.isdisjoint(lows):
            continue
        found = next((pair for pair in _pairs(lows, things, troubles, reach) if not _negated(lows, *pair)), None)
        if found is not None:
            yield what, found[0], found[1] + 1


def _pairs(lows: list[str], things: frozenset[str], troubles: frozenset[str], reach: int) -> Iterator[tuple[int, int]]:
    """Each thing with the trouble nearest to it: up to ``reach`` words behind it or four before it."""
    spots = [k for k, low in enumerate(lows) if low in troubles]
    for index, low in enumerate(lows):
        near = [k for k in spots if -4 <= k - index <= reach and k != index] if low in things else []
        if near:
            spot = min(near, key=lambda k: (abs(k - index), k))
            yield min(index, spot), max(index, spot)


def _negated(lows: list[str], first: int, last: int) -> bool:
    return not _negations().isdisjoint(lows[max(0, first - 3) : last])


def _details(sentence: Sentence, what: Disrupted, first: int, last: int) -> Iterator[tuple[int, int]]:
    """The stretches to show: each "from A to B" of a road, else thing and trouble with what is between."""
    tokens = sentence.tokens
    routes = _routes(sentence) if what == "road" else []
    if routes:
        yield from routes
        return
    while first > 0 and last - first < _LONGEST and tokens[first - 1].text.isalpha():
        if tokens[first - 1].low in _EDGES:
            break
        first -= 1
    yield tokens[first].start, tokens[last - 1].end


def _routes(sentence: Sentence) -> list[tuple[int, int]]:
    """ "from Nushki to Taftan": the two ends with what joins them."""
    tokens = sentence.tokens
    out = []
    for index, token in enumerate(tokens[:-3]):
        if token.low != "from" or not tokens[index + 1].text[0].isupper():
            continue
        end = index + 1
        while end < len(tokens) and (tokens[end].text[0].isupper() or tokens[end].low == "to"):
            end += 1
        if any(joint.low == "to" for joint in tokens[index + 2 : end - 1]):
            out.append((tokens[index + 1].start, tokens[end - 1].end))
    return out
