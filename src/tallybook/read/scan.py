"""The first scan: whether a report can hold a claim at all, told from its words before anything slow looks at it.

Five things are weighed: the words of the report, each with how much oftener it stands in reports on violence than in
others; its words of violence and of accident, sport or crime (``violence.yml``) and their ratio; and how many sentences
count somebody harmed beside a word of violence. ``training.scan`` fits the weights (``scan.json``), so that next to no
claim of the marked-up reports is lost; the file holds what that was measured to be.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from tallybook.read import violence
from tallybook.read.document import Document, Sentence
from tallybook.read.lexicon import Phrases
from tallybook.vocabulary import load

WEIGHTS = "scan.json"
MOST = 2.0
"""The most that one word can say, for or against."""
FEWEST = 60
"""Of so few words and marks nothing certain can be said: they are looked at."""
_NUMBERS = frozenset(
    ("a", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
     "fourteen", "fifteen", "twenty", "thirty", "forty", "fifty", "dozen", "dozens", "scores", "hundreds", "several")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Weights:
    """``words`` and what each says, the ``factors`` of ``features`` in their order, the ``least`` score that passes."""

    words: dict[str, float]
    factors: tuple[float, ...]
    least: float


def may_hold_claim(doc: Document) -> bool:
    """Whether a report is worth a closer look."""
    if sum(len(sentence.tokens) for sentence in doc.sentences) < FEWEST:
        return True
    kept = weights()
    return score(doc, kept) >= kept.least


def score(doc: Document, kept: Weights) -> float:
    """How much speaks for a claim in the report, less what speaks against it."""
    return sum(factor * value for factor, value in zip(kept.factors, features(doc, kept.words), strict=True))


def features(doc: Document, said: dict[str, float]) -> tuple[float, ...]:
    """What is weighed: words, violence, its contrary, harmed people counted beside violence, the ratio, and one."""
    violent, peaceful = violence.weighed(doc)
    counted = sum(map(_counts_harmed, doc.sentences))
    ratio = math.log((violent + 0.5) / (peaceful + 0.5))
    return (_told(doc, said), min(violent, 12) / 6, min(peaceful, 12) / 6, min(counted, 6) / 3, ratio, 1.0)


def words_of(doc: Document) -> set[str]:
    """The different words of a report, in lower case."""
    return {token.low for sentence in doc.sentences for token in sentence.tokens if token.low[0].isalpha()}


@cache
def weights() -> Weights:
    """The weights in use."""
    plain = json.loads((resources.files("tallybook.read") / WEIGHTS).read_text("utf-8"))
    return Weights(plain["words"], tuple(plain["factors"]), plain["least"])


def _told(doc: Document, said: dict[str, float]) -> float:
    words = words_of(doc)
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
