"""The first scan: whether a report can hold a claim at all, told from its words before anything slow looks at it.

Two things are asked. The **whole report**: its words, each with how much oftener it stands in reports on violence than
in others; its words of violence and of accident, sport or crime (``violence.yml``) and their ratio; and how many
sentences count somebody harmed beside a word of violence. And its **densest stretch** of about STRETCH words: how thick
words of violence and harm stand there, and how much oftener its words stand in sentences that make a claim. So a long
report that speaks of war on every page and counts nobody is dropped, and one paragraph that does count is enough.
``training.scan`` fits the weights (``scan.json``), so that next to no claim of the marked-up reports is lost; the file
holds what that was measured to be.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from tallybook.read import violence
from tallybook.read.document import Document, Sentence
from tallybook.read.grammar import find_cues
from tallybook.read.lexicon import Phrases
from tallybook.vocabulary import load

WEIGHTS = "scan.json"
MOST = 2.0
"""The most that one word can say, for or against."""
FEWEST = 60
"""Of so few words and marks nothing certain can be said: they are looked at."""
STRETCH = 100
"""The words and marks of a stretch, or a few more: as many whole sentences as it takes."""
TELLING, TOPIC = 4.0, 2.0
"""What the words of a stretch count, beside one word of violence or harm in a hundred."""
ABSTRACT = 2
"""So many words of violence count where none of harm stands by, and two more for each one that does."""
_NUMBERS = frozenset(
    ("a", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
     "fourteen", "fifteen", "twenty", "thirty", "forty", "fifty", "dozen", "dozens", "scores", "hundreds", "several")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Weights:
    """``words`` and what each says of a report's topic, ``telling`` and what each says of a sentence's claim.

    ``factors`` of ``features`` are in their order; ``least`` is the lowest score of a report that passes and ``dense``
    that of its densest stretch.
    """

    words: dict[str, float]
    telling: dict[str, float]
    factors: tuple[float, ...]
    least: float
    dense: float


@dataclass(frozen=True, slots=True)
class _Told:
    """What a sentence brings to a stretch: its different words, its words of violence and of harm, its length."""

    words: frozenset[str]
    violent: int
    harms: int
    length: int


def may_hold_claim(doc: Document) -> bool:
    """Whether a report is worth a closer look."""
    if sum(len(sentence.tokens) for sentence in doc.sentences) < FEWEST:
        return True
    kept = weights()
    return score(doc, kept) >= kept.least and density(doc, kept.words, kept.telling) >= kept.dense


def score(doc: Document, kept: Weights) -> float:
    """How much speaks for a claim in the report, less what speaks against it."""
    return sum(factor * value for factor, value in zip(kept.factors, features(doc, kept.words), strict=True))


def features(doc: Document, said: Mapping[str, float]) -> tuple[float, ...]:
    """What is weighed: words, violence, its contrary, harmed people counted beside violence, the ratio, and one."""
    violent, peaceful = violence.weighed(doc)
    counted = sum(map(_counts_harmed, doc.sentences))
    ratio = math.log((violent + 0.5) / (peaceful + 0.5))
    return (_said(words_of(doc), said), min(violent, 12) / 6, min(peaceful, 12) / 6, min(counted, 6) / 3, ratio, 1.0)


def density(doc: Document, said: Mapping[str, float], telling: Mapping[str, float]) -> float:
    """How much speaks for a claim where most does: in the best of the report's stretches."""
    told = [_told(sentence) for sentence in doc.sentences]
    return max((_dense(told[first:last], said, telling) for first, last in _stretches(told)), default=0.0)


def densest(doc: Document, said: Mapping[str, float], telling: Mapping[str, float]) -> tuple[Sentence, ...]:
    """The stretch that speaks most for a claim, the first of several: why a report passed."""
    told = [_told(sentence) for sentence in doc.sentences]
    best = max(_stretches(told), key=lambda ends: _dense(told[slice(*ends)], said, telling), default=(0, 0))
    return doc.sentences[slice(*best)]


def words_of(doc: Document) -> set[str]:
    """The different words of a report, in lower case."""
    return {word for sentence in doc.sentences for word in words_in(sentence)}


def words_in(sentence: Sentence) -> Iterator[str]:
    """The words of a sentence, in lower case."""
    return (token.low for token in sentence.tokens if token.low[0].isalpha())


@cache
def weights() -> Weights:
    """The weights in use."""
    plain = json.loads((resources.files("tallybook.read") / WEIGHTS).read_text("utf-8"))
    return Weights(plain["words"], plain["telling"], tuple(plain["factors"]), plain["least"], plain["dense"])


def _dense(stretch: Sequence[_Told], said: Mapping[str, float], telling: Mapping[str, float]) -> float:
    words = frozenset().union(*(told.words for told in stretch))
    harms = sum(told.harms for told in stretch)
    violent = min(sum(told.violent for told in stretch), 2 * harms + ABSTRACT)
    length = max(FEWEST, sum(told.length for told in stretch))
    return 100 * (violent + harms) / length + TELLING * _said(words, telling) + TOPIC * _said(words, said)


def _stretches(told: Sequence[_Told]) -> Iterator[tuple[int, int]]:
    """From each sentence on as many as make STRETCH words (first, one past the last); the last one ends the report."""
    last = length = 0
    for first, sentence in enumerate(told):
        while last < len(told) and length < STRETCH:
            length += told[last].length
            last += 1
        yield first, last
        if last == len(told):
            return
        length -= sentence.length


def _told(sentence: Sentence) -> _Told:
    violent = violence.leaning(sentence)[0] + violence.certain(sentence)
    return _Told(frozenset(words_in(sentence)), violent, len(find_cues(sentence.tokens)), len(sentence.tokens))


def _said(words: set[str] | frozenset[str], said: Mapping[str, float]) -> float:
    # fsum: the order of a set must not be seen in the last digit.
    return math.fsum(said.get(word, 0.0) for word in words) / math.sqrt(max(1, len(words)))


def _counts_harmed(sentence: Sentence) -> bool:
    if not any(token.low in _NUMBERS or token.low[0].isdecimal() for token in sentence.tokens):
        return False
    table, tokens = _harms(), sentence.tokens
    is_harm = any(table.starts(token.low) and table.at(tokens, at) is not None for at, token in enumerate(tokens))
    return is_harm and violence.leaning(sentence)[0] > 0


@cache
def _harms() -> Phrases[bool]:
    return Phrases((form, True) for forms in load("harms").values() for form in _forms(forms))


def _forms(forms: object) -> Iterator[str]:
    """Every form of a harm, whatever its role."""
    if isinstance(forms, str):
        yield forms
    elif isinstance(forms, dict):
        for inner in forms.values():
            yield from _forms(inner)
    elif isinstance(forms, list):
        for inner in forms:
            yield from _forms(inner)
