"""Whether a report, or a sentence of it, tells of political violence at all."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from tallybook.read.document import Document, Sentence
from tallybook.read.lexicon import Phrases
from tallybook.read.people import ENDINGS
from tallybook.records import Figure
from tallybook.vocabulary import load


@cache
def _causes() -> Phrases[int]:
    """1 for a word of violence, -1 for one of accident, disaster, disease, sport or ordinary crime."""
    entries: list[tuple[str, int]] = []
    for name, value in (("violent", 1), ("peaceful", -1)):
        for word in load("violence")[name]:
            stem = word.rstrip("*")
            entries += [(stem + end, value) for end in (ENDINGS if word.endswith("*") else ("",))]
    return Phrases(entries)


def leaning(sentence: Sentence) -> tuple[int, int]:
    """How many words of a sentence tell of violence, and how many of what is not."""
    table = _causes()
    violent = peaceful = 0
    tokens = sentence.tokens
    for index, token in enumerate(tokens):
        if not table.starts(token.low):
            continue
        match = table.at(tokens, index)
        if match is not None:
            violent += match[1] > 0
            peaceful += match[1] < 0
    return violent, peaceful


def tells_of_violence(doc: Document) -> bool:
    """Whether a report has more words of political violence than of accident, disaster, sport or ordinary crime."""
    leanings = [leaning(sentence) for sentence in doc.sentences]
    return sum(violent for violent, _ in leanings) > sum(peaceful for _, peaceful in leanings)


def keep(doc: Document, figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """The figures of harm that violence may have caused.

    In a report on violence, a sentence that speaks of nothing but an accident makes no figure.
    """
    at = {sentence.start: sentence for sentence in doc.sentences}
    return tuple(figure for figure in figures if _may_be_violent(at[figure.sentence.start]))


def _may_be_violent(sentence: Sentence) -> bool:
    violent, peaceful = leaning(sentence)
    return violent > 0 or peaceful < 2
