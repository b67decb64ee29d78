"""Whether a report, or a sentence of it, tells of political violence at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from tallybook.read.document import Document, Sentence, Token
from tallybook.read.grammar import find_cues
from tallybook.read.lexicon import Phrases
from tallybook.read.people import ENDINGS
from tallybook.records import Figure
from tallybook.vocabulary import load


@cache
def _causes() -> Phrases[int]:
    """1 for a word of violence, -1 for one of accident, disaster, disease, sport or ordinary crime."""
    return Phrases([*((form, 1) for form in _forms("violent")), *((form, -1) for form in _forms("peaceful"))])


@cache
def _unmistakable() -> Phrases[bool]:
    return Phrases((form, True) for form in _forms("unmistakable"))


def _forms(name: str) -> Iterator[str]:
    """The words of a list, those that end in a star with each ending."""
    for word in load("violence")[name]:
        yield from (word.rstrip("*") + end for end in (ENDINGS if word.endswith("*") else ("",)))


def is_told(tokens: tuple[Token, ...], first: int, last: int) -> bool:
    """Whether a word of violence or harm begins between two tokens."""
    table = _causes()
    for at in range(first, min(last, len(tokens))):
        match = table.at(tokens, at) if table.starts(tokens[at].low) else None
        if match is not None and match[1] > 0:
            return True
    return any(first <= cue.first < last for cue in find_cues(tokens))


def leaning(sentence: Sentence) -> tuple[int, int]:
    """How many words of a sentence tell of violence, and how many of what is not."""
    table = _causes()
    if table.signs.isdisjoint(sentence.words):
        return 0, 0
    violent = peaceful = 0
    tokens = sentence.tokens
    for index, low in enumerate(sentence.lows):
        if low not in table.opens:
            continue
        match = table.at(tokens, index)
        if match is not None:
            violent += match[1] > 0
            peaceful += match[1] < 0 and not _speaks(tokens, index, index + match[0])
    return violent, peaceful


def _speaks(tokens: Sequence[Token], first: int, last: int) -> bool:
    """ "prosecutors said", "according to rescue workers": who tells it is no sign of what happened."""
    verb = tokens[last].low if last < len(tokens) else ""
    return verb in ("said", "say", "says", "told") or [token.low for token in tokens[max(0, first - 2) : first]] == [
        "according",
        "to",
    ]


def tells_of_violence(doc: Document) -> bool:
    """Whether a report has more words of political violence than of accident, disaster, sport or ordinary crime."""
    violent, peaceful = weighed(doc)
    return violent > peaceful


def weighed(doc: Document) -> tuple[int, int]:
    """How many words of a report tell of violence, and how many of what is not.

    Unmistakable words count twice: "patients" do not outweigh the air strike that hit them.
    """
    leanings = [leaning(sentence) for sentence in doc.sentences]
    unmistakable = sum(map(certain, doc.sentences))
    return unmistakable + sum(violent for violent, _ in leanings), sum(peaceful for _, peaceful in leanings)


def certain(sentence: Sentence) -> int:
    """How many unmistakable words of violence a sentence has."""
    table, tokens = _unmistakable(), sentence.tokens
    if table.signs.isdisjoint(sentence.words):
        return 0
    return sum(low in table.opens and table.at(tokens, at) is not None for at, low in enumerate(sentence.lows))


def keep(doc: Document, figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """The figures of harm that violence may have caused.

    In a report on violence, a sentence that speaks of nothing but an accident makes no figure.
    """
    at = {sentence.start: sentence for sentence in doc.sentences}
    return tuple(figure for figure in figures if _may_be_violent(at[figure.sentence.start]))


def _may_be_violent(sentence: Sentence) -> bool:
    violent, peaceful = leaning(sentence)
    return violent > 0 or peaceful < 2
